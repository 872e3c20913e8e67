extension Base64 {
    /// The text of bytes without padding, as the PHC string format has salts and hashes.
    package static func encodeUnpadded(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        Base64Alphabet.standard.append(bytes.span, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text without padding; `nil` where it has any, another character, an impossible length, or unused
    /// bits that are not zero.
    package static func decodeUnpadded(_ text: Substring) -> [UInt8]? {
        Base64Alphabet.standard.decode(Array(text.utf8).span)
    }
}
