internal import Synchronization

/// Lets so many through at once, and has others wait for their turn, in the order of coming: for work of which a few at a time
/// are enough to keep everybody else from theirs.
///
/// No thread waits here.
package final class Turnstile: Sendable {
    /// Too many wait already; to be tried again in a second.
    package struct Busy: Error, Hashable, Sendable {}

    private struct State {
        var running = 0
        /// Those that wait, in the order of coming; each is told whether its turn came.
        var waiting: [CheckedContinuation<Bool, Never>] = []
    }

    private let mostAtOnce: Int
    private let mostWaiting: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - mostAtOnce: how many run at one time, 1 or more.
    ///   - mostWaiting: how many more may wait; what comes beyond is refused.
    package init(mostAtOnce: Int, mostWaiting: Int) {
        self.mostAtOnce = mostAtOnce
        self.mostWaiting = mostWaiting
    }

    /// How many wait.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Waits for a place among those that run. Whoever has got one calls ``leave()``, however the work ends.
    package func enter() async throws(Busy) {
        let isMyTurn = await withCheckedContinuation { (turn: CheckedContinuation<Bool, Never>) in
            let answer: Bool? = state.withLock { state in
                if state.running < mostAtOnce {
                    state.running += 1
                    return true
                }
                guard state.waiting.count < mostWaiting else { return false }
                state.waiting.append(turn)
                return nil
            }
            if let answer { turn.resume(returning: answer) }
        }
        guard isMyTurn else { throw Busy() }
    }

    /// Gives the place to whoever has waited longest.
    package func leave() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.running -= 1
            return nil
        }
        next?.resume(returning: true)
    }
}
