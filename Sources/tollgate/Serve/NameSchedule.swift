import Configuration

/// When the names of upstreams were resolved last, and which of them could not be.
struct NameSchedule {
    private var resolvedAt: [String: ContinuousClock.Instant] = [:]
    private var failing: Set<String> = []
    /// Whatever was not resolved here was when the configuration was read.
    private let startedAt = ContinuousClock.now

    /// Whether it is time to resolve an upstream's names again.
    func isDue(_ upstream: UpstreamSettings, at now: ContinuousClock.Instant) -> Bool {
        now >= (resolvedAt[upstream.name] ?? startedAt) + upstream.resolveInterval
    }

    /// Notes an attempt.
    mutating func resolved(_ upstream: UpstreamSettings, at now: ContinuousClock.Instant) {
        resolvedAt[upstream.name] = now
    }

    /// Notes a failure; whether it is the first in a row.
    mutating func failed(_ name: String) -> Bool { failing.insert(name).inserted }

    /// Notes a success; whether failures came before it.
    mutating func recovered(_ name: String) -> Bool { failing.remove(name) != nil }
}
