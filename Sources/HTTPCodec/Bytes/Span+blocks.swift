/// Looking at sixteen bytes at a time: what a head mostly consists of is passed over in an instruction a byte or less.
extension Span<UInt8> {
    typealias Block = SIMD16<UInt8>
    typealias Marks = SIMDMask<SIMD16<Int8>>

    /// The first byte from `start` on that is marked, or `end`.
    ///
    /// - Parameters:
    ///   - marks: marks, in a block, each byte that is looked for.
    ///   - isMarked: the same of one byte.
    @inline(__always)
    private func firstIndex(
        from start: Int, to end: Int, _ marks: (Block) -> Marks, _ isMarked: (UInt8) -> Bool
    ) -> Int {
        // The bounds of everything that is loaded below, since no block reaches beyond the end.
        precondition(start >= 0 && start <= end && end <= count)
        return unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return start }
            var position = start
            while end &- position >= 32 {
                let first = marks(unsafe base.loadUnaligned(fromByteOffset: position, as: Block.self))
                let second = marks(unsafe base.loadUnaligned(fromByteOffset: position &+ 16, as: Block.self))
                let words = Self.words(first .| second)
                if words[0] | words[1] != 0 { break }
                position &+= 32
            }
            while end &- position >= 16 {
                let place = Self.place(of: marks(unsafe base.loadUnaligned(fromByteOffset: position, as: Block.self)))
                if place < 16 { return position &+ place }
                position &+= 16
            }
            while position < end, !isMarked(unsafe base.load(fromByteOffset: position, as: UInt8.self)) {
                position &+= 1
            }
            return position
        }
    }

    /// Marks as two words, in which a mark is a byte of ones.
    @inline(__always)
    private static func words(_ marks: Marks) -> SIMD2<UInt64> { unsafe unsafeBitCast(marks, to: SIMD2<UInt64>.self) }

    /// The place in a block of its first mark; 16 where there is none.
    @inline(__always)
    private static func place(of marks: Marks) -> Int {
        let words = words(marks)
        let low = UInt64(littleEndian: words[0])
        if low != 0 { return low.trailingZeroBitCount >> 3 }
        return 8 + UInt64(littleEndian: words[1]).trailingZeroBitCount >> 3
    }

    /// The first byte from `start` on that is below `limit`, which is at least 1; or `end`.
    func firstIndex(below limit: UInt8, from start: Int, to end: Int) -> Int {
        firstIndex(from: start, to: end, { $0 .<= Block(repeating: limit &- 1) }, { $0 < limit })
    }

    /// The first byte from `start` on that is `byte`, or `end`.
    func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int {
        firstIndex(from: start, to: end, { $0 .== Block(repeating: byte) }, { $0 == byte })
    }

    /// The first byte from `start` on that no field value holds (RFC 9110 §5.5), or the end of the span.
    func endOfFieldValue(from start: Int) -> Int {
        firstIndex(
            from: start, to: count,
            { ($0 .<= Block(repeating: 0x1F) .& ($0 .!= Block(repeating: 0x09))) .| ($0 .== Block(repeating: 0x7F)) },
            { !ByteClass.isFieldValue($0) })
    }

    /// The first byte from `start` on that no target holds (RFC 9112 §3.2), or the end of the span.
    func endOfTarget(from start: Int) -> Int {
        firstIndex(
            from: start, to: count,
            { ($0 .<= Block(repeating: 0x20)) .| ($0 .>= Block(repeating: 0x7F)) .| ($0 .== Block(repeating: 0x23)) },
            { !ByteClass.isTarget($0) })
    }

    /// The first byte from `start` on that cannot stand in a text of JSON as it is, or that is not ASCII; or the end of the
    /// span.
    package func endOfPlainText(from start: Int) -> Int {
        firstIndex(
            from: start, to: count,
            {
                ($0 .<= Block(repeating: 0x1F)) .| ($0 .>= Block(repeating: 0x7F)) .| ($0 .== Block(repeating: 0x22))
                    .| ($0 .== Block(repeating: 0x5C))
            }, { $0 < 0x20 || $0 >= 0x7F || $0 == 0x22 || $0 == 0x5C })
    }

    /// The first byte from `start` on that is no letter, no digit and no `-`, or the end of the span: what nearly every
    /// field name consists of.
    func endOfPlainName(from start: Int) -> Int {
        firstIndex(
            from: start, to: count,
            { .!(Self.letters(in: $0) .| Self.digits(in: $0) .| ($0 .== Block(repeating: 0x2D))) },
            { !ByteClass.isPlainName($0) })
    }

    @inline(__always)
    private static func letters(in block: Block) -> Marks {
        (block | Block(repeating: 0x20)) &- Block(repeating: 0x61) .<= Block(repeating: 25)
    }

    @inline(__always)
    private static func digits(in block: Block) -> Marks {
        block &- Block(repeating: 0x30) .<= Block(repeating: 9)
    }
}
