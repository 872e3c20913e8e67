/// The shape of client ids: opaque, public, and plain enough for a header field, a URL, a form and a file name.
package enum ClientID {
    /// The length of the longest, in bytes.
    package static let longest = 64

    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    /// A client id from random bytes: `app_` and their base32 (RFC 4648 §6, lower case, unpadded).
    ///
    /// Ten bytes make 16 characters: lower case and base32, so that an id survives being read out and typed.
    package static func make(random: [UInt8]) -> String {
        var text = Array("app_".utf8)
        var bits: UInt32 = 0
        var held = 0
        for byte in random {
            bits = (bits << 8 | UInt32(byte)) & 0xFFFF
            held += 8
            while held >= 5 {
                held -= 5
                text.append(alphabet[Int(bits >> UInt32(held)) & 31])
            }
        }
        if held > 0 { text.append(alphabet[Int(bits << UInt32(5 - held)) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether a text may be a client id: 1 to 64 of `A–Z a–z 0–9 . _ -`.
    package static func isValid(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= longest && text.utf8.allSatisfy(Scope.isNameByte)
    }
}
