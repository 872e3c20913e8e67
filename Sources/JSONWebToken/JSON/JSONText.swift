import Signing

/// Writes strings as JSON has them (RFC 8259 §7).
package enum JSONText {
    /// Appends a string as a JSON string literal, quotation marks included.
    ///
    /// `"`, `\` and the control characters U+0000–U+001F are escaped; so is U+007F, which some log readers act on.
    package static func append(_ string: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        append(content: string.utf8Span.span, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// A string as a JSON string literal, quotation marks included.
    package static func literal(_ string: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(string.utf8.count + 2)
        append(string, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends what stands between the quotation marks: what needs no escape in runs, as nearly every string is one.
    private static func append(content text: Span<UInt8>, to bytes: inout [UInt8]) {
        var start = 0
        for index in text.indices where isEscaped(text[index]) {
            bytes.append(copying: text.extracting(start..<index))
            append(escaped: text[index], to: &bytes)
            start = index + 1
        }
        bytes.append(copying: text.extracting(start..<text.count))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    private static func append(escaped byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case 0x0A: bytes += Array("\\n".utf8)
        case 0x0D: bytes += Array("\\r".utf8)
        case 0x09: bytes += Array("\\t".utf8)
        default: bytes += Array("\\u00".utf8) + [hexDigit(byte >> 4), hexDigit(byte & 0xF)]
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
