package import Upstream
internal import Synchronization

/// Connections that could not be made, counted by what failed: the loops count, and the process tells its operator.
///
/// Only a call whose connection failed comes here, so the lock is not on the path of one that succeeds.
package final class ConnectFailures: Sendable {
    /// What failed.
    package struct Cause: Hashable, Sendable {
        /// The upstream's name.
        package let upstream: String
        /// The endpoint as it was configured, and the address that was tried.
        package let endpoint: Endpoint
        /// What kind of failure it was.
        package let failure: UpstreamFailure

        /// A failure of this kind at an endpoint of an upstream.
        package init(upstream: String, endpoint: Endpoint, failure: UpstreamFailure) {
            self.upstream = upstream
            self.endpoint = endpoint
            self.failure = failure
        }
    }

    /// How often, and the words of the last time.
    package struct Tally: Hashable, Sendable {
        /// How often it failed since the tallies were last taken.
        package var count: Int
        /// libcurl's own words.
        package var words: String

        /// So many failures, the last of which was told in these words.
        package init(count: Int, words: String) {
            self.count = count
            self.words = words
        }
    }

    /// Addresses of names come and go; so many causes at once are enough to tell.
    private static let limit = 256

    private let tallies = Mutex<[Cause: Tally]>([:])

    /// Nothing has failed.
    package init() {}

    /// Counts a failure.
    package func note(_ cause: Cause, words: String) {
        tallies.withLock { tallies in
            guard tallies[cause] != nil || tallies.count < Self.limit else { return }
            tallies[cause, default: Tally(count: 0, words: words)].count += 1
            tallies[cause]?.words = words
        }
    }

    /// What has failed since this was last asked.
    package func take() -> [Cause: Tally] {
        tallies.withLock { tallies in
            defer { tallies = [:] }
            return tallies
        }
    }
}
