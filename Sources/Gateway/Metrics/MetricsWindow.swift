/// What happened of late: out of what was counted at several times, the difference between now and ten seconds ago.
///
/// A value that is told the time: it holds a dozen samples, however often it is shown new ones.
package struct MetricsWindow: Sendable {
    /// How far back it looks, in milliseconds.
    package static let span: Int64 = 10_000
    /// How far apart the kept samples are at least, in milliseconds: a little less than the second in which they are taken.
    private static let spacing: Int64 = 900

    private struct Sample {
        let time: Int64
        let calls: UInt64
        let latency: LatencyHistogram
    }

    /// The oldest first: at most one from before the span, to count from.
    private var samples: [Sample] = []
    private var latest: Sample?

    /// Has seen nothing.
    package init() {}

    /// Takes in what has been counted.
    ///
    /// - Parameter milliseconds: of a clock that never steps; not before the last.
    package mutating func add(_ metrics: GatewayMetrics, at milliseconds: Int64) {
        let sample = Sample(time: milliseconds, calls: metrics.calls.total, latency: metrics.calls.latency)
        latest = sample
        if let last = samples.last, milliseconds - last.time < Self.spacing { return }
        samples.append(sample)
        let firstInside = samples.firstIndex { $0.time > milliseconds - Self.span } ?? samples.endIndex
        samples.removeFirst(max(0, firstInside - 1))
    }

    /// Calls a second over the span, or since the first sample where that is less; 0 before there is a second one.
    package var callsPerSecond: Double {
        guard let first = samples.first, let latest, latest.time > first.time, latest.calls > first.calls else {
            return 0
        }
        return Double(latest.calls - first.calls) * 1_000 / Double(latest.time - first.time)
    }

    /// How long the calls of the span took.
    package var latency: LatencyHistogram {
        guard let first = samples.first, let latest else { return LatencyHistogram() }
        return latest.latency.since(first.latency)
    }

    /// How many samples are kept.
    var count: Int { samples.count }
}
