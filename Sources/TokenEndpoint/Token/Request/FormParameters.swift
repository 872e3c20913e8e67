/// Parameters in the form that HTML's forms are sent in, `application/x-www-form-urlencoded` (RFC 6749 appendix B).
struct FormParameters: Sendable {
    /// From how many on a name is looked for among the others by its hash: a request has three or four.
    private static let many = 16

    private var parameters: [(name: String, value: String)] = []

    /// Whether there is no parameter at all.
    var isEmpty: Bool { parameters.isEmpty }

    /// Decodes parameters. A parameter that is there twice is an error, also where it means nothing to us (RFC 6749 §3.2).
    init(_ text: Span<UInt8>) throws(TokenRefusal) {
        var names: Set<String> = []
        var rest = text
        while rest.count > 0 {
            let end = rest.first(UInt8(ascii: "&")) ?? rest.count
            let pair = rest.extracting(first: end)
            rest = rest.extracting(min(end + 1, rest.count)..<rest.count)
            guard pair.count > 0 else { continue }
            let (name, value) = try Self.halves(pair)
            if parameters.count == Self.many { names = Set(parameters.map(\.name)) }
            let isRepeated =
                parameters.count < Self.many
                ? parameters.contains { $0.name == name } : !names.insert(name).inserted
            guard !isRepeated else { throw .repeated(name) }
            parameters.append((name, value))
        }
    }

    /// The value of a parameter; `nil` where it is missing or empty, which is the same (RFC 6749 §3.2).
    subscript(name: String) -> String? {
        guard let value = parameters.first(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
        return value
    }

    private static func halves(_ pair: Span<UInt8>) throws(TokenRefusal) -> (name: String, value: String) {
        let end = pair.first(UInt8(ascii: "=")) ?? pair.count
        let value = pair.extracting(min(end + 1, pair.count)..<pair.count)
        guard let name = decode(pair.extracting(first: end)), let value = decode(value) else { throw .badEncoding }
        return (name, value)
    }

    /// Text with `+` and `%XX` resolved; `nil` where a `%` is not followed by two hexadecimal digits, or the result is
    /// not UTF-8.
    static func decode(_ text: Span<UInt8>) -> String? {
        let isPlain = text.first(UInt8(ascii: "%")) == nil && text.first(UInt8(ascii: "+")) == nil
        return isPlain ? string(text) : resolved(text).flatMap { string($0.span) }
    }

    private static func resolved(_ text: Span<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var position = 0
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard position + 2 < text.count, let high = hexDigit(text[position + 1]),
                    let low = hexDigit(text[position + 2])
                else { return nil }
                bytes.append(high << 4 | low)
                position += 2
            case let byte: bytes.append(byte)
            }
            position += 1
        }
        return bytes
    }

    /// Text of bytes; `nil` where they are not UTF-8.
    private static func string(_ bytes: Span<UInt8>) -> String? {
        guard let text = try? UTF8Span(validating: bytes) else { return nil }
        return String(copying: text)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
