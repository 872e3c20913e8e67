internal import Glibc

/// A path segment as an upstream might read it that decodes once and ignores ASCII case, and dots and spaces at the end,
/// as file systems of Windows do.
///
/// The route table looks segments up by this reading, so that one lookup finds the literal that a segment is,
/// byte for byte, and those that it could be mistaken for.
enum FoldedSegment {
    /// The next byte of this reading; `position` moves behind what it was read from.
    ///
    /// The bytes must have passed ``PathRules``; a `%` that begins no encoding stands for itself.
    ///
    /// - Parameter foldsCase: whether the reader ignores case, beside decoding.
    static func next(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, foldsCase: Bool = true) -> UInt8 {
        var byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "%"), position + 1 < end, let high = HexDigit.value(bytes[position]),
            let low = HexDigit.value(bytes[position + 1])
        {
            byte = high << 4 | low
            position += 2
        }
        guard foldsCase else { return byte }
        return byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    /// Where a segment ends for a reader who drops dots and spaces from its end.
    static func end(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound {
            if bytes[end - 1] == UInt8(ascii: ".") {
                end -= 1
            } else if end - 3 >= range.lowerBound, bytes[end - 1] == UInt8(ascii: "0"),
                bytes[end - 2] == UInt8(ascii: "2"), bytes[end - 3] == UInt8(ascii: "%")
            {
                end -= 3
            } else {
                return end
            }
        }
        return end
    }

    /// Whether a segment is dots and spaces only: `.` and `..` to everybody (RFC 3986 §5.2.4), and nothing at all to a
    /// reader who drops them, so that it would be the path above.
    static func isNothing(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        !range.isEmpty && end(bytes, range) == range.lowerBound
    }

    /// FNV-1a over this reading. Only literals of the configuration are stored under it: a caller cannot fill a bucket.
    static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var position = range.lowerBound
        let end = end(bytes, range)
        while position < end {
            hash = (hash ^ UInt64(next(bytes, &position, end))) &* 0x100_0000_01b3
        }
        return hash
    }

    /// Whether two segments have the same reading.
    ///
    /// - Parameter foldsCase: whether the reader ignores case, and dots and spaces at the end; else it only decodes.
    static func equal(
        _ left: Span<UInt8>, _ leftRange: Range<Int>, _ right: Span<UInt8>, _ rightRange: Range<Int>,
        foldsCase: Bool = true
    ) -> Bool {
        var first = leftRange.lowerBound
        var second = rightRange.lowerBound
        let leftEnd = foldsCase ? end(left, leftRange) : leftRange.upperBound
        let rightEnd = foldsCase ? end(right, rightRange) : rightRange.upperBound
        while first < leftEnd, second < rightEnd {
            let one = next(left, &first, leftEnd, foldsCase: foldsCase)
            guard one == next(right, &second, rightEnd, foldsCase: foldsCase) else { return false }
        }
        return first == leftEnd && second == rightEnd
    }

    /// Whether two segments are the same bytes.
    static func identical(
        _ left: Span<UInt8>, _ leftRange: Range<Int>, _ right: Span<UInt8>, _ rightRange: Range<Int>
    ) -> Bool {
        let count = leftRange.count
        guard count == rightRange.count else { return false }
        return unsafe left.extracting(leftRange).withUnsafeBytes { one in
            unsafe right.extracting(rightRange).withUnsafeBytes { other in
                guard let one = one.baseAddress, let other = other.baseAddress else { return count == 0 }
                return unsafe memcmp(one, other, count) == 0
            }
        }
    }
}
