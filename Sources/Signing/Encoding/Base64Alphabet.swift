/// The 64 characters of an encoding, and how its quanta are read and written (RFC 4648 §4, §5).
///
/// Read and written in blocks of sixteen quanta, so that an array grows once for a block and not for each byte.
struct Base64Alphabet: Sendable {
    /// The character of each value.
    private let characters: [UInt8]
    /// The value of each byte; 0xFF where it is no character of the alphabet.
    private let values: [UInt8]

    static let standard = Base64Alphabet(last: "+/")
    static let url = Base64Alphabet(last: "-_")

    private init(last: String) {
        characters = Array(("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + last).utf8)
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in characters.enumerated() { values[Int(character)] = UInt8(value) }
        self.values = values
    }

    /// Bytes from text without padding; `nil` for other characters, an impossible length, or unused bits that are
    /// not zero, so that no two texts stand for the same bytes.
    func decode(_ text: Span<UInt8>) -> [UInt8]? {
        if text.count % 4 == 1 { return nil }
        let values = values.span
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var block = InlineArray<48, UInt8>(repeating: 0)
        var filled = 0
        var position = 0
        while position + 4 <= text.count {
            guard let bits = Self.bits(text, position..<position + 4, values) else { return nil }
            Self.put(bits, 3, &block, &filled)
            position += 4
            if filled == 48 { Self.flush(block.span, &filled, to: &bytes) }
        }
        let rest = text.count - position
        if rest > 0 {
            guard let part = Self.bits(text, position..<text.count, values) else { return nil }
            let bits = part << UInt32(6 * (4 - rest))
            // Two characters carry one byte and four more bits, three carry two bytes and two more.
            guard bits & (rest == 2 ? 0xFFFF : 0xFF) == 0 else { return nil }
            Self.put(bits, rest - 1, &block, &filled)
        }
        Self.flush(block.span, &filled, to: &bytes)
        return bytes
    }

    /// Appends the text of bytes, without padding.
    func append(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
        let characters = characters.span
        var block = InlineArray<64, UInt8>(repeating: 0)
        var filled = 0
        var position = 0
        while position < bytes.count {
            let count = min(3, bytes.count - position)
            var bits = UInt32(bytes[position]) << 16
            if count > 1 { bits |= UInt32(bytes[position + 1]) << 8 }
            if count > 2 { bits |= UInt32(bytes[position + 2]) }
            for place in 0...count {
                block[filled] = characters[Int(bits >> UInt32(18 - 6 * place) & 0x3F)]
                filled += 1
            }
            position += count
            if filled == 64 { Self.flush(block.span, &filled, to: &text) }
        }
        Self.flush(block.span, &filled, to: &text)
    }

    /// The values of up to four characters, six bits each; `nil` where one is not of the alphabet.
    private static func bits(_ text: Span<UInt8>, _ range: Range<Int>, _ values: Span<UInt8>) -> UInt32? {
        var bits: UInt32 = 0
        var seen: UInt8 = 0
        for index in range {
            let value = values[Int(text[index])]
            seen |= value
            bits = bits << 6 | UInt32(value & 0x3F)
        }
        return seen < 0x40 ? bits : nil
    }

    /// Puts the first `count` of three bytes into a block.
    private static func put(_ bits: UInt32, _ count: Int, _ block: inout InlineArray<48, UInt8>, _ filled: inout Int) {
        for place in 0..<count { block[filled + place] = UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * place)) }
        filled += count
    }

    private static func flush(_ block: Span<UInt8>, _ filled: inout Int, to bytes: inout [UInt8]) {
        bytes.append(copying: block.extracting(first: filled))
        filled = 0
    }
}
