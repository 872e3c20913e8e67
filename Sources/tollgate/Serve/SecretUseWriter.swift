import Logging
import Registry
import TokenEndpoint

/// Writes the days on which secrets were used, in batches and off the path of every request.
struct SecretUseWriter: Sendable {
    /// How often what was gathered is written; a kill loses no more than this.
    private static let interval = Duration.seconds(2)

    let uses: SecretUses
    let store: any ApplicationStore
    let logger: Logger

    /// Writes from time to time until the task is cancelled.
    func run() async {
        // A cancelled task cannot write any more: what is left is written by who stops it.
        while (try? await Task.sleep(for: Self.interval)) != nil { await write() }
    }

    /// Writes what was gathered; keeps it for the next time where the store does not take it.
    func write() async {
        let taken = uses.take()
        guard !taken.isEmpty else { return }
        do {
            try await store.recordUses(taken)
        } catch {
            uses.putBack(taken)
            // Stopping cancels a write that is under way, and does it again at the end.
            guard !Task.isCancelled else { return }
            logger.warning("the last uses of \(taken.count) secrets could not be stored; trying again: \(error)")
        }
    }
}
