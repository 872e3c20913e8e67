internal import Synchronization

/// Tokens for several audiences that were passed on to an upstream, for the operator to be told.
///
/// Such an upstream can use the token in the client's name at the other audiences (RFC 9068 §3 advises one audience for
/// each token). Each application and upstream is told of once. A loop comes here once for a cached token and upstream, so
/// the lock is not on the path of a call.
package final class WideTokens: Sendable {
    /// Whose token went where.
    package struct Passing: Hashable, Sendable {
        /// The client id.
        package let application: String
        /// The upstream's name.
        package let upstream: String
        /// The token's audiences, separated by spaces.
        package let audiences: String

        package init(application: String, upstream: String, audiences: String) {
            self.application = application
            self.upstream = upstream
            self.audiences = audiences
        }
    }

    private struct State {
        var known: Set<Passing> = []
        var untold: [Passing] = []
    }

    /// So many are remembered; with more, the operator knows by then.
    private static let limit = 256

    private let state = Mutex(State())

    /// Nothing has been passed on.
    package init() {}

    /// Notes what was passed on.
    package func note(_ passing: Passing) {
        state.withLock { state in
            guard state.known.count < Self.limit, state.known.insert(passing).inserted else { return }
            state.untold.append(passing)
        }
    }

    /// What is new since this was last asked, oldest first.
    package func take() -> [Passing] {
        state.withLock { state in
            defer { state.untold = [] }
            return state.untold
        }
    }
}
