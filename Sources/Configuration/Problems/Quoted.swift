/// Text of the document as it stands in a message: on one line, bounded, between quotation marks.
enum Quoted {
    /// A quoted form of `text`; a problem must not be able to forge the next line of a log.
    static func text(_ text: String) -> String {
        var quoted = "\""
        for (count, scalar) in text.unicodeScalars.enumerated() {
            if count == 80 {
                quoted += "…"
                break
            }
            switch scalar.value {
            case 0x22, 0x5C: quoted += "\\" + String(scalar)
            case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069:
                quoted += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
