/// How long calls took: so many in each bucket, to within 3 % of the time.
package struct LatencyHistogram: Hashable, Sendable {
    /// How many calls are in each of the ``LatencyBuckets``.
    private var counts: [UInt64]

    /// No calls.
    package init() { counts = Array(repeating: 0, count: LatencyBuckets.count) }

    /// - Parameter buckets: how many calls are in each.
    init(_ buckets: InlineArray<384, UInt64>) { counts = buckets.indices.map { buckets[$0] } }

    /// How many calls there are.
    package var total: UInt64 { counts.reduce(0, &+) }

    /// Adds a call that took so many microseconds.
    package mutating func add(_ microseconds: Int64) { counts[LatencyBuckets.index(of: microseconds)] += 1 }

    /// Adds the calls of another.
    package mutating func add(_ other: LatencyHistogram) {
        for index in counts.indices { counts[index] &+= other.counts[index] }
    }

    /// The calls that came after those of an earlier one.
    package func since(_ earlier: LatencyHistogram) -> LatencyHistogram {
        var result = self
        for index in counts.indices { result.counts[index] -= min(earlier.counts[index], counts[index]) }
        return result
    }

    /// The time that a share of the calls did not exceed, in microseconds; `nil` where there were none.
    ///
    /// - Parameter share: 0 to 1.
    package func quantile(_ share: Double) -> Int64? {
        let total = total
        guard total > 0 else { return nil }
        // The call at this place, counted from the fastest.
        let wanted = max(1, min(total, UInt64((Double(total) * share).rounded(.up))))
        var passed: UInt64 = 0
        for index in counts.indices {
            passed += counts[index]
            if passed >= wanted { return LatencyBuckets.middle(of: index) }
        }
        return nil
    }

    /// The longest time, in microseconds; `nil` where there were no calls.
    package var longest: Int64? { counts.lastIndex { $0 > 0 }.map(LatencyBuckets.middle(of:)) }
}
