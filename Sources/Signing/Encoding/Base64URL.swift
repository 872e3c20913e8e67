/// Base64 with the URL-safe alphabet and without padding (RFC 4648 §5, RFC 7515 §2), read strictly.
package enum Base64URL {
    /// The bytes of a text; `nil` where it has `=`, `+` or `/`, white space, an impossible length, or unused bits that
    /// are not zero.
    package static func decode(_ text: Span<UInt8>) -> [UInt8]? { Base64Alphabet.url.decode(text) }

    /// The bytes of a text; `nil` as for ``decode(_:)-(Span<UInt8>)``.
    package static func decode(_ text: String) -> [UInt8]? { decode(text.utf8Span.span) }

    /// The text of bytes.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        append(bytes.span, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the text of bytes.
    package static func append(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
        Base64Alphabet.url.append(bytes, to: &text)
    }
}
