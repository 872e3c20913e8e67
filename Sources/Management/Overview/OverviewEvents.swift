package import HTTPServer
internal import Synchronization

/// The overview as server-sent events: one snapshot a second, made once for all who look, and none while nobody does.
///
/// How many look at a time is bounded, and so is what is held for one that does not take its events: the newest.
package final class OverviewEvents: Sendable {
    /// How many streams there are at most. Each is a connection that stays.
    package static let limit = 64
    /// How long a browser waits before it asks again, in milliseconds, where a stream has ended.
    private static let retry = 2_000

    private struct State {
        /// Streams that were begun, or are about to be.
        var places = 0
        var streams: [UInt64: AsyncStream<[UInt8]>.Continuation] = [:]
        var nextID: UInt64 = 0
        /// The last event; `nil` while nobody looks.
        var latest: [UInt8]?
        /// Makes the events; `nil` while nobody looks.
        var ticker: Task<Void, Never>?
    }

    private let limit: Int
    private let snapshot: @Sendable () async -> OverviewSnapshot
    private let pause: @Sendable () async throws -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - limit: how many streams there are at most.
    ///   - pause: comes back when the next event is due; throws where nobody waits for it any more.
    ///   - snapshot: how the gateway is now.
    package init(
        limit: Int = OverviewEvents.limit,
        pause: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(1)) },
        snapshot: @escaping @Sendable () async -> OverviewSnapshot
    ) {
        self.limit = limit
        self.pause = pause
        self.snapshot = snapshot
    }

    /// A stream of events; `nil` where there are too many already.
    ///
    /// - Parameter isStillAllowed: whether whoever looks still may; asked before each event, because a stream outlives the
    ///   request that began it.
    package func stream(isStillAllowed: @escaping @Sendable () async -> Bool) -> WholeStream? {
        guard let place = Place(self) else { return nil }
        return WholeStream(isEndless: true) { client in
            let (id, events) = place.events.subscribe()
            defer { place.events.unsubscribe(id) }
            try await client.write(Array("retry: \(Self.retry)\n\n".utf8))
            for await event in events {
                guard await isStillAllowed() else { return }
                try await client.write(event)
            }
        }
    }

    /// How many streams there are.
    var count: Int { state.withLock { $0.places } }

    // MARK: Places

    /// The right to a stream, for as long as somebody holds the object: also where the stream is never begun.
    private final class Place: Sendable {
        let events: OverviewEvents

        init?(_ events: OverviewEvents) {
            guard events.takePlace() else { return nil }
            self.events = events
        }

        deinit { events.leavePlace() }
    }

    private func takePlace() -> Bool {
        state.withLock { state in
            guard state.places < limit else { return false }
            state.places += 1
            return true
        }
    }

    private func leavePlace() { state.withLock { $0.places -= 1 } }

    // MARK: Events

    private func subscribe() -> (id: UInt64, events: AsyncStream<[UInt8]>) {
        let (events, continuation) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.nextID += 1
            state.streams[state.nextID] = continuation
            if let latest = state.latest { continuation.yield(latest) }
            if state.ticker == nil { state.ticker = makeTicker() }
            return state.nextID
        }
        return (id, events)
    }

    private func unsubscribe(_ id: UInt64) {
        state.withLock { state in
            state.streams[id] = nil
            guard state.streams.isEmpty else { return }
            state.ticker?.cancel()
            state.ticker = nil
            state.latest = nil
        }
    }

    /// Not structured: it ends when the last stream does.
    private func makeTicker() -> Task<Void, Never> {
        Task {
            while !Task.isCancelled {
                let event = Self.event(await snapshot())
                send(event)
                do { try await pause() } catch { return }
            }
        }
    }

    private func send(_ event: [UInt8]) {
        state.withLock { state in
            // One that was cancelled has nothing to say to those who came since.
            guard !Task.isCancelled else { return }
            state.latest = event
            for stream in state.streams.values { stream.yield(event) }
        }
    }

    private static func event(_ snapshot: OverviewSnapshot) -> [UInt8] {
        Array("event: overview\ndata: ".utf8) + snapshot.json.bytes + Array("\n\n".utf8)
    }
}
