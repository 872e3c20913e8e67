/// Parameters in the form that HTML's forms are sent in, `application/x-www-form-urlencoded` (RFC 6749 appendix B).
struct FormParameters: Sendable {
    private let values: [String: String]

    /// Whether there is no parameter at all.
    var isEmpty: Bool { values.isEmpty }

    /// Decodes parameters. A parameter that is there twice is an error, also where it means nothing to us (RFC 6749 §3.2).
    init(_ text: some Sequence<UInt8>) throws(TokenRefusal) {
        var values: [String: String] = [:]
        for pair in Array(text).split(separator: UInt8(ascii: "&")) {
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(halves[0]), let value = Self.decode(halves.count > 1 ? halves[1] : []) else {
                throw .badEncoding
            }
            guard values.updateValue(value, forKey: name) == nil else { throw .repeated(name) }
        }
        self.values = values
    }

    /// The value of a parameter; `nil` where it is missing or empty, which is the same (RFC 6749 §3.2).
    subscript(name: String) -> String? {
        guard let value = values[name], !value.isEmpty else { return nil }
        return value
    }

    /// Text with `+` and `%XX` resolved; `nil` where a `%` is not followed by two hexadecimal digits, or the result is
    /// not UTF-8.
    static func decode(_ text: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = hexDigit(rest.popFirst()), let low = hexDigit(rest.popFirst()) else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexDigit(_ byte: UInt8?) -> UInt8? {
        switch byte {
        case let byte? where UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte: byte - UInt8(ascii: "0")
        case let byte? where UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte: byte - UInt8(ascii: "a") + 10
        case let byte? where UInt8(ascii: "A")...UInt8(ascii: "F") ~= byte: byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
