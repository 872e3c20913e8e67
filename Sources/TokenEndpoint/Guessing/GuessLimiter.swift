internal import Glibc
internal import Guessing
internal import Signing
internal import Synchronization

/// Slows down whoever fails to authenticate again and again, by client id and by address.
///
/// It is asked about failures only: a correct secret is answered with a token whatever happened before, so that nobody can
/// lock a merchant out by failing in his name. It is held for a few microseconds and never on a loop, so a lock will do.
package final class GuessLimiter: Sendable {
    /// What becomes of a failure.
    enum Verdict: Hashable, Sendable {
        /// Answered as usual.
        case answered
        /// Answered after a while.
        case slowed(Duration)
        /// Refused with 429, to be tried again after so many seconds.
        case refused(retryAfter: Int64)
    }

    private struct State {
        var clients: GuessTable
        var addresses: GuessTable
        var delayed = 0
    }

    /// What it was made with.
    package let limits: GuessLimits
    /// Nanoseconds of a clock that does not step.
    let clock: @Sendable () -> Int64
    private let sleep: @Sendable (Duration) async -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - clock: Nanoseconds of a clock that does not step.
    ///   - sleep: Returns after a duration, without holding a thread.
    package init(
        _ limits: GuessLimits = GuessLimits(), clock: @escaping @Sendable () -> Int64 = GuessLimiter.uptime,
        sleep: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
    ) {
        self.limits = limits
        self.clock = clock
        self.sleep = sleep
        let table = { (perMinute: Int) in
            GuessTable(
                perMinute: perMinute, over: limits.delays.count, places: limits.places, key: SecureRandom.bytes(32))
        }
        state = Mutex(State(clients: table(limits.perClient), addresses: table(limits.perAddress)))
    }

    /// Counts a failure, and says what becomes of it; whoever asks calls ``hold(_:since:)``.
    ///
    /// The address counts first. What is refused for its address does not count for the client id: otherwise a single
    /// address could fill the table with client ids, and make every other's mistakes slow.
    ///
    /// - Parameters:
    ///   - clientID: As presented, whether it exists or not.
    ///   - address: The client's address without port; empty where it has none, as on a unix socket.
    func failed(clientID: String, address: String) -> Verdict {
        let now = clock()
        return state.withLock { state in
            var outcome = GuessTable.Outcome.counted(excess: 0)
            if !address.isEmpty { outcome = state.addresses.count(AddressKey.bytes(of: address), at: now) }
            guard case .counted(let excess) = outcome else { return verdict(outcome, &state) }
            let ofClient = state.clients.count(Array(clientID.utf8), at: now)
            guard case .counted(let other) = ofClient else { return verdict(ofClient, &state) }
            return verdict(.counted(excess: max(excess, other)), &state)
        }
    }

    /// Returns when a failure is to be answered, and makes room for another one that is slowed.
    ///
    /// The time is counted from when the request came, not from when its work was done. An application that exists is found
    /// a fraction of a microsecond later than one that does not is missed, and ten thousand answers would show that; the
    /// moment of a deadline shows nothing.
    ///
    /// - Parameter begun: When the request came, by ``clock``.
    func hold(_ verdict: Verdict, since begun: Int64) async {
        let isSlowed = if case .slowed = verdict { true } else { false }
        var pause = limits.leastTime
        if case .slowed(let delay) = verdict { pause = max(delay, pause) }
        let left = pause - .nanoseconds(clock() - begun)
        if left > .zero { await sleep(left) }
        if isSlowed { state.withLock { $0.delayed -= 1 } }
    }

    private func verdict(_ outcome: GuessTable.Outcome, _ state: inout State) -> Verdict {
        switch outcome {
        case .full(let wait): return .refused(retryAfter: max(1, (wait + 999_999_999) / 1_000_000_000))
        case .counted(0): return .answered
        case .counted(let excess):
            let delay = limits.delays[min(excess, limits.delays.count) - 1]
            guard state.delayed < limits.mostDelayed else {
                return .refused(retryAfter: max(1, delay.components.seconds))
            }
            state.delayed += 1
            return .slowed(delay)
        }
    }

    /// Nanoseconds since some moment before the process began.
    package static func uptime() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
