/// `Authorization: Basic` by RFC 7617 §2 and RFC 6749 §2.3.1, over again and slowly.
enum BasicRules {
    enum Reading: Equatable {
        case credentials(id: [UInt8], secret: [UInt8])
        case otherScheme
        case refused
    }

    /// What a field value says.
    static func read(_ value: [UInt8]) -> Reading {
        let scheme = Array(value.prefix { $0 != 0x20 })
        guard scheme.lowercase == [UInt8]("basic") else { return .otherScheme }
        guard scheme.count < value.count,
            let pair = Base64Rules.decode(Array(value.dropFirst(scheme.count).drop { $0 == 0x20 }), isURL: false),
            let colon = pair.firstIndex(of: UInt8(ascii: ":")), let id = FormRules.decode(Array(pair[..<colon])),
            let secret = FormRules.decode(Array(pair[(colon + 1)...]))
        else { return .refused }
        return .credentials(id: id, secret: secret)
    }
}
