internal import Guessing
internal import Signing
internal import Synchronization

/// Slows down whoever guesses passwords, by account name and by address.
///
/// A password, unlike a client secret, can be guessed: so an attempt is counted before it is looked at, and a full count
/// refuses the right password as well. Otherwise a thousand attempts at once would all be answered before the first was
/// counted. Who succeeds has the attempt taken back. It is held for a few microseconds and never on a loop, so a lock will
/// do.
///
/// That a full count refuses everybody is a weapon, too: whoever knows a name could keep its owner out by guessing all day.
/// So a name is counted for each address by itself, and over all addresses more generously; and not at all over all for an
/// address from which that name has signed in before.
package final class SignInLimiter: Sendable {
    /// What becomes of an attempt.
    package enum Verdict: Hashable, Sendable {
        /// It may be made, after a while where that is not zero.
        case allowed(after: Duration)
        /// Refused, to be tried again after so many seconds, 1 or more.
        case refused(retryAfter: Int64)
    }

    private struct State {
        /// By name and address together.
        var pairs: GuessTable
        var addresses: GuessTable
        /// By name, wherever an attempt comes from.
        var names: GuessTable
        /// By account.
        var codes: GuessTable
        var known: KnownAddresses

        mutating func takeBack(_ keys: Keys, at now: Int64) {
            pairs.forgive(keys.pair, at: now)
            if let address = keys.address { addresses.forgive(address, at: now) }
            if !known.contains(keys.pair) { names.forgive(keys.name, at: now) }
        }
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
        state = Mutex(
            State(
                pairs: table(limits.perName), addresses: table(limits.perAddress),
                names: table(limits.perNameOverall), codes: table(limits.perCode), known: KnownAddresses()))
    }

    /// Counts an attempt, and says what becomes of it.
    ///
    /// What is refused for the name at this address does not count for the address, so that one program with an old password
    /// does not keep out everybody who shares its address; and what is refused for the address does not count for the name.
    ///
    /// - Parameters:
    ///   - name: As typed, whether an account has it or not.
    ///   - address: The client's address without port; empty where it has none.
    package func attempt(name: String, address: String) -> Verdict {
        let (now, keys) = (clock(), Keys(name, address))
        return state.withLock { state in
            var excess = 0
            switch state.pairs.count(keys.pair, at: now) {
            case .counted(let over): excess = over
            case .full(let wait): return .refused(retryAfter: Self.seconds(wait))
            }
            if let address = keys.address {
                switch state.addresses.count(address, at: now) {
                case .counted(let over): excess = max(excess, over)
                case .full(let wait):
                    state.pairs.forgive(keys.pair, at: now)
                    return .refused(retryAfter: Self.seconds(wait))
                }
            }
            if !state.known.contains(keys.pair) {
                switch state.names.count(keys.name, at: now) {
                case .counted(let over): excess = max(excess, over)
                case .full(let wait): return .refused(retryAfter: Self.seconds(wait))
                }
            }
            return .allowed(after: delay(excess))
        }
    }

    /// Takes an attempt back that was no wrong guess: the password was right, or nobody has looked at it.
    package func takeBack(name: String, address: String) {
        let (now, keys) = (clock(), Keys(name, address))
        state.withLock { $0.takeBack(keys, at: now) }
    }

    /// Takes an attempt back by which somebody has signed in, with all that this takes: the address is known from then on.
    package func signedIn(name: String, address: String) {
        let (now, keys) = (clock(), Keys(name, address))
        state.withLock { state in
            state.takeBack(keys, at: now)
            if keys.address != nil { state.known.insert(keys.pair) }
        }
    }

    /// Counts an attempt with a code of an authenticator, by somebody who has the password, and says what becomes of it.
    package func attemptCode(accountID: String) -> Verdict {
        let now = clock()
        return state.withLock { state in
            switch state.codes.count(Array(accountID.utf8), at: now) {
            case .counted(let excess): .allowed(after: delay(excess))
            case .full(let wait): .refused(retryAfter: Self.seconds(wait))
            }
        }
    }

    /// Takes an attempt with a code back that was right.
    package func codeSucceeded(accountID: String) {
        let now = clock()
        state.withLock { $0.codes.forgive(Array(accountID.utf8), at: now) }
    }

    private func delay(_ excess: Int) -> Duration {
        excess > 0 && !delays.isEmpty ? delays[min(excess, delays.count) - 1] : .zero
    }

    private static func seconds(_ wait: Int64) -> Int64 { max(1, (wait + 999_999_999) / 1_000_000_000) }

    /// What an attempt is counted under.
    private struct Keys {
        /// The name without case, as the store looks it up.
        let name: [UInt8]
        /// `nil` where the client has none.
        let address: [UInt8]?
        /// Both together. An address has a length by which it is told from a name.
        var pair: [UInt8] { [UInt8(truncatingIfNeeded: address?.count ?? 0)] + (address ?? []) + name }

        init(_ name: String, _ address: String) {
            self.name = Array(NameKey.fold(name).utf8)
            self.address = address.isEmpty ? nil : AddressKey.bytes(of: address)
        }
    }
}
