internal import Guessing
internal import Signing
internal import Synchronization

/// Slows down whoever guesses passwords, by account name and by address.
///
/// A password, unlike a client secret, can be guessed: so an attempt is counted before it is looked at, and a full count
/// refuses the right password as well. Otherwise a thousand attempts at once would all be answered before the first was
/// counted. Who succeeds has the attempt taken back. It is held for a few microseconds and never on a loop, so a lock will
/// do.
package final class SignInLimiter: Sendable {
    /// What becomes of an attempt.
    package enum Verdict: Hashable, Sendable {
        /// It may be made, after a while where that is not zero.
        case allowed(after: Duration)
        /// Refused, to be tried again after so many seconds, 1 or more.
        case refused(retryAfter: Int64)
    }

    private struct State {
        var names: GuessTable
        var addresses: GuessTable
    }

    private let delays: [Duration]
    private let clock: @Sendable () -> Int64
    private let state: Mutex<State>

    /// - Parameter clock: Nanoseconds of a clock that does not step.
    package init(_ limits: SignInLimits = SignInLimits(), clock: @escaping @Sendable () -> Int64) {
        delays = limits.delays
        self.clock = clock
        let table = { (perMinute: Int) in
            GuessTable(
                perMinute: perMinute, over: limits.delays.count, places: limits.places, key: SecureRandom.bytes(32))
        }
        state = Mutex(State(names: table(limits.perName), addresses: table(limits.perAddress)))
    }

    /// Counts an attempt, and says what becomes of it. The address counts first: what is refused for it does not count for
    /// the name, so that one address can keep nobody else from signing in for long.
    ///
    /// - Parameters:
    ///   - name: As typed, whether an account has it or not.
    ///   - address: The client's address without port; empty where it has none.
    package func attempt(name: String, address: String) -> Verdict {
        let now = clock()
        return state.withLock { state in
            var excess = 0
            if !address.isEmpty {
                switch state.addresses.count(AddressKey.bytes(of: address), at: now) {
                case .counted(let over): excess = over
                case .full(let wait): return .refused(retryAfter: Self.seconds(wait))
                }
            }
            switch state.names.count(Self.key(name), at: now) {
            case .counted(let over): excess = max(excess, over)
            case .full(let wait): return .refused(retryAfter: Self.seconds(wait))
            }
            guard excess > 0, !delays.isEmpty else { return .allowed(after: .zero) }
            return .allowed(after: delays[min(excess, delays.count) - 1])
        }
    }

    /// Takes an attempt back that succeeded.
    package func succeeded(name: String, address: String) {
        let now = clock()
        state.withLock { state in
            if !address.isEmpty { state.addresses.forgive(AddressKey.bytes(of: address), at: now) }
            state.names.forgive(Self.key(name), at: now)
        }
    }

    private static func key(_ name: String) -> [UInt8] { Array(NameKey.fold(name).utf8) }

    private static func seconds(_ wait: Int64) -> Int64 { max(1, (wait + 999_999_999) / 1_000_000_000) }
}
