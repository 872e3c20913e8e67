extension AuditChange {
    /// Changes as the JSON text that is stored, exported and covered by the digest:
    /// `[{"field":"name","before":"Till","after":"Kiosk"}]`, without white space.
    package static func json(_ changes: [AuditChange]) -> String {
        var text: [UInt8] = [UInt8(ascii: "[")]
        for (index, change) in changes.enumerated() {
            text += index == 0 ? "{\"field\":".utf8 : ",{\"field\":".utf8
            append(change.field, to: &text)
            text += ",\"before\":".utf8
            append(change.before, to: &text)
            text += ",\"after\":".utf8
            append(change.after, to: &text)
            text.append(UInt8(ascii: "}"))
        }
        text.append(UInt8(ascii: "]"))
        return String(decoding: text, as: UTF8.self)
    }

    /// A JSON string or `null` (RFC 8259 §7): escaped is what must be, and nothing else.
    private static func append(_ value: String?, to text: inout [UInt8]) {
        guard let value else { return text += "null".utf8 }
        let hex = Array("0123456789abcdef".utf8)
        text.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: text += Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
