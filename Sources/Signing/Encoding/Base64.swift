/// Base64 with padding (RFC 4648 §4), as HTTP's Basic credentials have it (RFC 7617 §2), read strictly.
package enum Base64 {
    /// The bytes of a text; `nil` where a character is not of the alphabet, the padding is not exactly what the length
    /// asks for, or unused bits are not zero.
    package static func decode(_ text: Span<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var length = text.count
        while length > 0, text[length - 1] == UInt8(ascii: "=") { length -= 1 }
        guard text.count - length <= 2 else { return nil }
        return Base64Alphabet.standard.decode(text.extracting(first: length))
    }

    /// The bytes of a text; `nil` as for ``decode(_:)-(Span<UInt8>)``.
    package static func decode(_ text: String) -> [UInt8]? { decode(text.utf8Span.span) }

    /// The text of bytes, padded.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        Base64Alphabet.standard.append(bytes.span, to: &text)
        while text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }
}
