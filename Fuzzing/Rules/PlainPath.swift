/// What a request path may hold, over again and slowly (RFC 3986 §3.3, and what two parsers could read differently).
enum PlainPath {
    /// Whether a path may be matched at all.
    static func isPlain(_ path: [UInt8], allowsEncodedSlashes: Bool) -> Bool {
        guard path.first == UInt8(ascii: "/"), path.allSatisfy(isPathCharacter) else { return false }
        let segments = Array(path.dropFirst()).parts(at: UInt8(ascii: "/"))
        // One slash at the end is no empty segment.
        guard !segments.dropLast().contains([]) else { return false }
        return segments.allSatisfy { isPlain(segment: $0, allowsEncodedSlashes: allowsEncodedSlashes) }
    }

    private static func isPlain(segment: [UInt8], allowsEncodedSlashes: Bool) -> Bool {
        guard let decoded = PercentRules.decode(segment), decoded.text != nil else { return false }
        let parts = decoded.parts(at: UInt8(ascii: "/"))
        guard !parts.contains(where: { !$0.isEmpty && $0.allSatisfy(". ".utf8.contains) }) else { return false }
        return encoded(segment).allSatisfy { byte in
            if byte == UInt8(ascii: "/") { return allowsEncodedSlashes }
            return !byte.isUnreserved && byte >= 0x20 && byte != 0x7F && !"\\;?#%".utf8.contains(byte)
        }
    }

    /// The bytes that stand there percent-encoded.
    private static func encoded(_ segment: [UInt8]) -> [UInt8] {
        segment.parts(at: UInt8(ascii: "%")).dropFirst().compactMap { part in
            PercentRules.decode([UInt8]("%") + part.prefix(2))?.first
        }
    }

    /// `pchar` without `;`, which some services cut off at, and the slash.
    private static func isPathCharacter(_ byte: UInt8) -> Bool {
        byte.isUnreserved || "!$&'()*+,=:@%/".utf8.contains(byte)
    }
}
