import Testing

@testable import Gateway

@Suite struct LatencyHistogramTests {
    @Test func `buckets follow one another without a gap`() {
        #expect(LatencyBuckets.lowerBound(of: 0) == 0)
        for index in 1..<LatencyBuckets.count {
            let bound = LatencyBuckets.lowerBound(of: index)
            #expect(LatencyBuckets.index(of: bound) == index)
            #expect(LatencyBuckets.index(of: bound - 1) == index - 1)
        }
    }

    @Test(arguments: [1, 31, 32, 33, 63, 64, 999, 10_000, 123_456, 100_000_000, 134_217_727] as [Int64])
    func `the middle of a bucket is within 3 percent of what lies in it`(microseconds: Int64) {
        let middle = LatencyBuckets.middle(of: LatencyBuckets.index(of: microseconds))
        #expect(abs(Double(middle - microseconds)) <= Double(microseconds) * 0.032)
    }

    @Test(arguments: [(-1, 0), (.min, 0), (134_217_728, 383), (.max, 383)] as [(Int64, Int)])
    func `what is beyond the ends is in the first bucket and the last`(microseconds: Int64, index: Int) {
        #expect(LatencyBuckets.index(of: microseconds) == index)
    }

    @Test func `a share of the calls took no longer than the quantile`() {
        var histogram = LatencyHistogram()
        for microseconds in 1...20 { histogram.add(Int64(microseconds)) }
        #expect(histogram.total == 20)
        #expect(histogram.quantile(0) == 1)
        #expect(histogram.quantile(0.5) == 10)
        #expect(histogram.quantile(0.9) == 18)
        #expect(histogram.quantile(0.99) == 20)
        #expect(histogram.quantile(1) == 20)
        #expect(histogram.longest == 20)
    }

    @Test func `no calls have no latency`() {
        #expect(LatencyHistogram().quantile(0.5) == nil)
        #expect(LatencyHistogram().longest == nil)
    }

    @Test func `histograms are added up and taken apart`() {
        var (first, second) = (LatencyHistogram(), LatencyHistogram())
        first.add(5)
        second.add(5)
        second.add(9)
        var both = first
        both.add(second)
        #expect(both.total == 3)
        #expect(both.since(first) == second)
        // What was counted later than what it is compared with is no call.
        #expect(first.since(both) == LatencyHistogram())
    }
}
