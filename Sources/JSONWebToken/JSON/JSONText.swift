/// Writes strings as JSON has them (RFC 8259 §7).
package enum JSONText {
    /// Appends a string as a JSON string literal, quotation marks included.
    ///
    /// `"`, `\` and the control characters U+0000–U+001F are escaped; so is U+007F, which some log readers act on.
    package static func append(_ string: some StringProtocol, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in string.utf8 { append(byte: byte, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A string as a JSON string literal, quotation marks included.
    package static func literal(_ string: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        append(string, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case 0x0A: bytes += Array("\\n".utf8)
        case 0x0D: bytes += Array("\\r".utf8)
        case 0x09: bytes += Array("\\t".utf8)
        case 0..<0x20, 0x7F: bytes += Array("\\u00".utf8) + [hexDigit(byte >> 4), hexDigit(byte & 0xF)]
        default: bytes.append(byte)
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
