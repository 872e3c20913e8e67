/// Looking at eight bytes at a time: what a head mostly consists of is passed over in a few instructions a word.
///
/// Each test marks the bytes it looks for with their highest bit. The lowest mark of a word is always a true one; above
/// it there may be false ones (a borrow runs on), so callers look at the byte of the lowest mark alone, and go on there.
@usableFromInline
enum ByteWord {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Marks bytes below `limit`, which is at most 128.
    static func marks(in word: UInt64, below limit: UInt8) -> UInt64 {
        (word &- ones &* UInt64(limit)) & ~word & highs
    }

    /// Marks bytes equal to `byte`.
    static func marks(in word: UInt64, equalTo byte: UInt8) -> UInt64 {
        marks(in: word ^ (ones &* UInt64(byte)), below: 1)
    }

    /// The place in the word of the lowest mark.
    static func place(of marks: UInt64) -> Int { marks.trailingZeroBitCount >> 3 }
}

extension Span<UInt8> {
    /// The eight bytes from `position`, the first of them lowest.
    ///
    /// - Precondition: `position` is not negative, and they are all there.
    func word(at position: Int) -> UInt64 {
        precondition(position >= 0 && position <= count - 8)
        return unsafe withUnsafeBytes { bytes in
            UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        }
    }

    /// The first byte from `position` on that is below `limit` (at most 128), or `end`.
    func firstIndex(below limit: UInt8, from position: Int, to end: Int) -> Int {
        var position = position
        while position <= end - 8 {
            let marks = ByteWord.marks(in: word(at: position), below: limit)
            if marks != 0 { return position + ByteWord.place(of: marks) }
            position += 8
        }
        while position < end, self[position] >= limit { position += 1 }
        return position
    }

    /// The first byte from `position` on that no field value holds (RFC 9110 §5.5), or the end of the span.
    func endOfFieldValue(from position: Int) -> Int {
        var position = position
        while position <= count - 8 {
            let word = word(at: position)
            let marks = ByteWord.marks(in: word, below: 0x20) | ByteWord.marks(in: word, equalTo: 0x7F)
            guard marks != 0 else {
                position += 8
                continue
            }
            position += ByteWord.place(of: marks)
            guard ByteClass.isFieldValue(self[position]) else { return position }
            position += 1
        }
        while position < count, ByteClass.isFieldValue(self[position]) { position += 1 }
        return position
    }
}
