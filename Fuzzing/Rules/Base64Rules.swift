/// Base64 by RFC 4648, over again and slowly, bit by bit, and strict: one text for each run of bytes.
enum Base64Rules {
    private static let letters = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

    /// The bytes of a text; `nil` where it must be refused.
    ///
    /// - Parameter isURL: the alphabet of §5 without padding, else that of §4 with it.
    static func decode(_ text: [UInt8], isURL: Bool) -> [UInt8]? {
        var characters = text
        if !isURL {
            guard text.count % 4 == 0 else { return nil }
            characters = Array(text.reversed().drop { $0 == UInt8(ascii: "=") }.reversed())
            guard text.count - characters.count < 3 else { return nil }
        }
        let alphabet = letters + [UInt8](isURL ? "-_" : "+/")
        var bits: [Bool] = []
        for character in characters {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            for place in (0..<6).reversed() { bits.append(value >> place & 1 == 1) }
        }
        // What is left over is less than a character, and zero (§3.5).
        let left = bits.count % 8
        guard left < 6, !bits.suffix(left).contains(true) else { return nil }
        return stride(from: 0, to: bits.count - left, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }
}
