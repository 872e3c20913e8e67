/// `application/x-www-form-urlencoded` (RFC 6749 appendix B), over again and slowly.
enum FormRules {
    struct Parameter: Equatable {
        let name: [UInt8]
        let value: [UInt8]
    }

    /// The parameters of a form; `nil` where it must be refused: bad encoding, or a name that is there twice.
    static func read(_ form: [UInt8]) -> [Parameter]? {
        var parameters: [Parameter] = []
        for pair in form.parts(at: UInt8(ascii: "&")) where !pair.isEmpty {
            let name = pair.prefix { $0 != UInt8(ascii: "=") }
            guard let parameter = parameter(Array(name), Array(pair.dropFirst(name.count + 1))),
                !parameters.contains(where: { $0.name == parameter.name })
            else { return nil }
            parameters.append(parameter)
        }
        return parameters
    }

    private static func parameter(_ name: [UInt8], _ value: [UInt8]) -> Parameter? {
        guard let name = decode(name), let value = decode(value) else { return nil }
        return Parameter(name: name, value: value)
    }

    /// `+` and `%XX` resolved; `nil` where that is not UTF-8.
    static func decode(_ text: [UInt8]) -> [UInt8]? {
        guard let bytes = PercentRules.decode(text.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 }) else { return nil }
        return bytes.text == nil ? nil : bytes
    }

    /// The value of a parameter; `nil` where it is missing or empty, which is the same (RFC 6749 §3.2).
    static func value(_ name: String, _ parameters: [Parameter]) -> [UInt8]? {
        let value = parameters.first { $0.name == Array(name.utf8) }?.value ?? []
        return value.isEmpty ? nil : value
    }

    /// A form of these parameters, with spaces as `+`.
    static func write(_ parameters: [Parameter]) -> [UInt8] {
        let pairs = parameters.map { encode($0.name) + [UInt8]("=") + encode($0.value) }
        return Array(pairs.joined(separator: [UInt8]("&")))
    }

    private static func encode(_ bytes: [UInt8]) -> [UInt8] {
        Array(
            bytes.split(separator: 0x20, omittingEmptySubsequences: false).map { PercentRules.encode(Array($0)) }
                .joined(separator: [UInt8]("+")))
    }
}
