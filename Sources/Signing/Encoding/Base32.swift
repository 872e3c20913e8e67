/// Base32 in upper case and without padding (RFC 4648 §6), as authenticators take their secrets.
package enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// The text of bytes.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var held = 0
        for byte in bytes {
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
}
