import Glibc

/// A moment after which nobody waits any longer.
struct Deadline: Sendable {
    private let instant: ContinuousClock.Instant

    init(after duration: Duration) {
        instant = ContinuousClock.now + duration
    }

    var hasPassed: Bool { instant <= ContinuousClock.now }

    /// What `poll` may wait: milliseconds, rounded up so that it never wakes early to find nothing to do.
    var pollTimeout: Int32 {
        let left = instant - ContinuousClock.now
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        guard seconds < 3600 else { return 3_600_000 }
        return Int32(seconds) * 1000 + Int32(attoseconds / 1_000_000_000_000_000) + 1
    }
}
