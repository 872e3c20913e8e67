import Gateway
import Logging
import Policy
import Registry
import SQLiteStore

extension GatewayRuntime {
    /// How often the store is asked for changes that nobody told of.
    private static let pollInterval = Duration.seconds(1)

    /// Asks for changes at intervals, until it is cancelled.
    static func pollRegistry(_ synchronise: () async -> Int64?) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: pollInterval)
            guard await synchronise() != nil else { return }
        }
    }

    /// Takes in what the store has and the loops do not; returns the sequence that every loop now serves from.
    func synchronise() async -> Int64 {
        await inTurn { await self.takeInChanges() }
    }

    private func takeInChanges() async -> Int64 {
        let current = latest.value
        do {
            guard let next = try await newerView(than: current) else { return current.sequence }
            // The token endpoint first: what a command has registered works by the time it is told so.
            latest.set(next)
            await putIntoForce(snapshot.with(registry: next))
            logger.info("registry at change \(next.sequence): \(next.count) applications")
            return next.sequence
        } catch {
            logger.error("the registry cannot be read; serving on from change \(current.sequence): \(error)")
            return current.sequence
        }
    }

    /// Has every loop decide by another snapshot of the same configuration.
    ///
    /// The one before is held until all of them have let go of it: after a gap in the history a loop would free a million
    /// applications.
    func putIntoForce(_ next: Snapshot) async {
        let before = snapshot
        snapshot = next
        await service.adopt(next)
        withExtendedLifetime(before) {}
    }

    /// `nil` where nothing changed. A gap in the history, or one that ends earlier than ours because an older copy was put
    /// in its place, has the whole registry read again.
    private func newerView(than current: RegistryView) async throws -> RegistryView? {
        let changes: [RegistryChange]
        do {
            changes = try await store.changes(after: current.sequence)
        } catch .refused(.aheadOfHistory) {
            return try await store.view()
        }
        guard !changes.isEmpty else { return nil }
        var next = current
        for change in changes {
            if case .gap = next.apply(change) { return try await store.view() }
        }
        return next
    }
}
