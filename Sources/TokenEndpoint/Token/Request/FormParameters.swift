import Signing

/// Parameters in the form that HTML's forms are sent in, `application/x-www-form-urlencoded` (RFC 6749 appendix B).
///
/// Kept as bytes: most are only compared, and text is made of those that somebody asks for.
struct FormParameters: Sendable {
    /// From how many on a name is looked for among the others by its hash: a request has three or four.
    private static let many = 16

    /// Names and values, decoded, one behind the other.
    private var bytes: [UInt8] = []
    /// Where they stand.
    private var parameters: [(name: Range<Int>, value: Range<Int>)] = []

    /// Whether there is no parameter at all.
    var isEmpty: Bool { parameters.isEmpty }

    /// Decodes parameters. A parameter that is there twice is an error, also where it means nothing to us (RFC 6749 §3.2).
    init(_ form: Span<UInt8>) throws(TokenRefusal) {
        guard form.count > 0 else { return }
        bytes.reserveCapacity(form.count)
        parameters.reserveCapacity(4)
        var names: Set<[UInt8]> = []
        var rest = form
        while rest.count > 0 {
            let end = rest.first(UInt8(ascii: "&")) ?? rest.count
            let pair = rest.extracting(first: end)
            rest = rest.extracting(min(end + 1, rest.count)..<rest.count)
            guard pair.count > 0 else { continue }
            let parameter = try append(pair)
            if parameters.count == Self.many { names = Set(parameters.map { Array(bytes[$0.name]) }) }
            let isRepeated =
                parameters.count < Self.many
                ? isKnown(parameter.name) : !names.insert(Array(bytes[parameter.name])).inserted
            guard !isRepeated else { throw .repeated(text(parameter.name)) }
            parameters.append(parameter)
        }
    }

    /// The value of a parameter; `nil` where it is missing or empty, which is the same (RFC 6749 §3.2).
    subscript(name: StaticString) -> String? {
        guard let place = place(of: name) else { return nil }
        return text(place)
    }

    /// The bytes of a parameter's value, which are UTF-8; none where it is missing.
    @_lifetime(borrow self)
    func value(of name: StaticString) -> Span<UInt8> { bytes.span.extracting(place(of: name) ?? 0..<0) }

    /// Where the value of a parameter stands; `nil` where it is missing or empty.
    private func place(of name: StaticString) -> Range<Int>? {
        let bytes = bytes.span
        for parameter in parameters where bytes.extracting(parameter.name).equals(name) {
            return parameter.value.isEmpty ? nil : parameter.value
        }
        return nil
    }

    private func text(_ place: Range<Int>) -> String {
        unsafe bytes.span.extracting(place).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Whether one of the parameters has this name.
    private func isKnown(_ name: Range<Int>) -> Bool {
        parameters.contains { $0.name.count == name.count && bytes[$0.name].elementsEqual(bytes[name]) }
    }

    // MARK: Decoding

    /// Takes one parameter in; it is not yet one of them.
    private mutating func append(_ pair: Span<UInt8>) throws(TokenRefusal) -> (name: Range<Int>, value: Range<Int>) {
        let end = pair.first(UInt8(ascii: "=")) ?? pair.count
        let start = bytes.count
        guard Self.append(pair.extracting(first: end), to: &bytes) else { throw .badEncoding }
        let middle = bytes.count
        guard Self.append(pair.extracting(min(end + 1, pair.count)..<pair.count), to: &bytes) else {
            throw .badEncoding
        }
        return (start..<middle, middle..<bytes.count)
    }

    /// Text with `+` and `%XX` resolved; `nil` where a `%` is not followed by two hexadecimal digits, or the result is
    /// not UTF-8.
    static func decode(_ text: Span<UInt8>) -> String? {
        var bytes: [UInt8] = []
        guard append(text, to: &bytes) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends what ``decode(_:)`` returns; `false` where that is `nil`.
    private static func append(_ text: Span<UInt8>, to bytes: inout [UInt8]) -> Bool {
        let start = bytes.count
        var plain = 0
        while plain < text.count, text[plain] != UInt8(ascii: "%"), text[plain] != UInt8(ascii: "+") { plain += 1 }
        bytes.append(copying: text.extracting(first: plain))
        guard resolve(text.extracting(plain..<text.count), to: &bytes) else { return false }
        return (try? UTF8Span(validating: bytes.span.extracting(start..<bytes.count))) != nil
    }

    private static func resolve(_ text: Span<UInt8>, to bytes: inout [UInt8]) -> Bool {
        var position = 0
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard position + 2 < text.count, let high = hexDigit(text[position + 1]),
                    let low = hexDigit(text[position + 2])
                else { return false }
                bytes.append(high << 4 | low)
                position += 2
            case let byte: bytes.append(byte)
            }
            position += 1
        }
        return true
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
