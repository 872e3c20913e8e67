package import Registry
internal import Synchronization

/// Which secrets were used on which day, gathered so that no request for a token waits for the store.
///
/// A request notes the use here; a task in the background takes what was gathered and writes it in one batch, and only the
/// first use of a secret on a day is ever written. What is gathered when the process is killed is lost, which costs a
/// line in a list; the next token brings it again.
///
/// The memory is bounded: beyond ``capacity`` secrets, uses are written more often than once a day, never lost to a
/// secret that is used again.
package final class SecretUses: Sendable {
    private struct State {
        /// The last day that was noted, by the secret's id.
        var noted: [String: Int64] = [:]
        var pending: [String: Int64] = [:]
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: How many secrets are remembered, 1 or more; about 100 bytes each.
    package init(capacity: Int = 100_000) {
        self.capacity = max(1, capacity)
    }

    /// Notes that a secret was used. Never blocks for longer than another one's note takes.
    ///
    /// - Parameter now: Seconds since 1970.
    package func note(_ secretID: String, at now: Int64) {
        let use = SecretUse(secretID: secretID, at: now)
        state.withLock { state in
            guard state.noted[secretID] != use.day else { return }
            // Nobody has taken what is pending for a long time: the store does not answer.
            guard state.pending.count < capacity else { return }
            if state.noted.count >= capacity { state.noted.removeAll() }
            state.noted[secretID] = use.day
            state.pending[secretID] = use.day
        }
    }

    /// What was noted since it was last taken. Hand it back with ``putBack(_:)`` where it could not be written.
    package func take() -> [SecretUse] {
        let pending = state.withLock { state in
            defer { state.pending.removeAll() }
            return state.pending
        }
        return pending.map { SecretUse(secretID: $0, day: $1) }
    }

    /// Takes back what could not be written; a later use of the same secret stays.
    package func putBack(_ uses: [SecretUse]) {
        state.withLock { state in
            for use in uses where state.pending.count < capacity && state.pending[use.secretID] == nil {
                state.pending[use.secretID] = use.day
            }
        }
    }
}
