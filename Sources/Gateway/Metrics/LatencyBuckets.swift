/// How times are sorted into buckets: below 32 µs each microsecond has one, above that each power of two has sixteen, so that
/// the middle of a bucket is never more than 3 % away from what lies in it. The last begins at 130 s and takes all beyond.
enum LatencyBuckets {
    /// How many there are.
    static let count = 384

    /// The bucket of a time in microseconds; one below zero counts as zero.
    static func index(of microseconds: Int64) -> Int {
        let value = UInt64(clamping: microseconds)
        guard value >= 32 else { return Int(truncatingIfNeeded: value) }
        let shift = 59 - value.leadingZeroBitCount
        return min(count - 1, shift * 16 + Int(truncatingIfNeeded: value >> UInt64(shift)))
    }

    /// The shortest time in a bucket, in microseconds.
    static func lowerBound(of index: Int) -> Int64 {
        guard index >= 32 else { return Int64(index) }
        let shift = index / 16 - 1
        return Int64(index - shift * 16) << Int64(shift)
    }

    /// The middle of a bucket, in microseconds.
    static func middle(of index: Int) -> Int64 {
        let width = index >= 32 ? Int64(1) << Int64(index / 16 - 1) : 1
        return lowerBound(of: index) + (width - 1) / 2
    }
}
