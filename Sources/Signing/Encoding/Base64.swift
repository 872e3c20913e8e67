/// Base64 with padding (RFC 4648 §4), as HTTP's Basic credentials have it (RFC 7617 §2), read strictly.
package enum Base64 {
    /// The bytes of a text; `nil` where a character is not of the alphabet, the padding is not exactly what the length
    /// asks for, or unused bits are not zero.
    package static func decode(_ text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard bytes.count % 4 == 0 else { return nil }
        let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        let characters = Array(bytes.dropLast(padding))
        return Base64Alphabet.standard.decode(characters.span)
    }

    /// The text of bytes, padded.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text = Base64Alphabet.standard.encode(bytes)
        while text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }
}
