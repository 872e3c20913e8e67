/// Percent-encoding (RFC 3986 §2.1), over again and slowly.
enum PercentRules {
    /// The bytes that a text stands for; `nil` where a `%` is not followed by two hexadecimal digits.
    static func decode(_ text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.hexadecimalValue, let low = rest.popFirst()?.hexadecimalValue else {
                return nil
            }
            bytes.append(high * 16 + low)
        }
        return bytes
    }

    /// A text in which every byte but the unreserved ones is encoded.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { $0.isUnreserved ? [$0] : [UInt8]("%") + hexadecimal($0) }
    }

    private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
        [UInt8]((byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true))
    }
}
