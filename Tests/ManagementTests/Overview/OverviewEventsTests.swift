import EventLoop
import HTTPServer
import Synchronization
import Testing
import TollgateTesting

@testable import Management

@Suite struct OverviewEventsTests {
    /// Events that come when the test says so, and count up in ``OverviewSnapshot/connections``.
    private final class Bench: Sendable {
        let events: OverviewEvents
        private let ticks: AsyncStream<Void>.Continuation
        private let made: Made

        /// How many snapshots were made.
        private final class Made: Sendable { let count = Mutex(0) }

        init(limit: Int = 2) {
            let (stream, ticks) = AsyncStream.makeStream(of: Void.self)
            let (due, made) = (Ticks(stream: stream), Made())
            self.ticks = ticks
            self.made = made
            events = OverviewEvents(limit: limit, pause: { try await due.next() }) {
                .sample(
                    connections: made.count.withLock { count in
                        count += 1
                        return count
                    })
            }
        }

        var snapshotCount: Int { made.count.withLock { $0 } }

        func tick() { ticks.yield() }

        /// Has a stream sent to a client; what it gets comes out of the stream that is returned.
        func open(
            isStillAllowed: @escaping @Sendable () async -> Bool = { true }
        ) throws -> (received: AsyncStream<String>, task: Task<Void, any Error>) {
            let stream = try #require(events.stream(isStillAllowed: isStillAllowed))
            let (received, client) = AsyncStream.makeStream(of: String.self)
            let task = Task {
                defer { client.finish() }
                try await stream.produce(
                    WholeWriter { piece in
                        client.yield(String(decoding: piece, as: UTF8.self))
                        return true
                    })
            }
            return (received, task)
        }
    }

    /// Waits for ticks, or for its task to be cancelled.
    private struct Ticks: Sendable {
        let stream: AsyncStream<Void>

        func next() async throws {
            for await _ in stream { return }
            throw CancellationError()
        }
    }

    /// What a client gets next; `nil` at the end.
    private func next(_ received: AsyncStream<String>) async -> String? {
        for await piece in received { return piece }
        return nil
    }

    private func event(_ number: Int) -> String {
        "event: overview\ndata: "
            + String(decoding: OverviewSnapshot.sample(connections: number).json.bytes, as: UTF8.self) + "\n\n"
    }

    @Test func `the first event comes at once, and each that follows when it is due`() async throws {
        let bench = Bench()
        let (received, task) = try bench.open()
        #expect(await next(received) == "retry: 2000\n\n")
        #expect(await next(received) == event(1))
        bench.tick()
        #expect(await next(received) == event(2))
        task.cancel()
        #expect(await next(received) == nil)
    }

    @Test func `one snapshot serves all who look, and whoever comes later begins with the last`() async throws {
        let bench = Bench()
        let (first, firstTask) = try bench.open()
        _ = await next(first)
        #expect(await next(first) == event(1))
        let (second, secondTask) = try bench.open()
        _ = await next(second)
        #expect(await next(second) == event(1))
        bench.tick()
        #expect(await next(first) == event(2))
        #expect(await next(second) == event(2))
        #expect(bench.snapshotCount == 2)
        firstTask.cancel()
        secondTask.cancel()
    }

    @Test func `there are only so many streams, and one that ends makes room`() async throws {
        let bench = Bench(limit: 2)
        let (_, first) = try bench.open()
        // Counts though it is never begun, for as long as somebody has it.
        var waiting = bench.events.stream { true }
        #expect(waiting != nil)
        #expect(bench.events.stream { true } == nil)
        waiting = nil
        #expect(bench.events.count == 1)
        first.cancel()
        _ = await first.result
        #expect(bench.events.count == 0)
        #expect(bench.events.stream { true } != nil)
    }

    @Test func `a stream ends when whoever looks no longer may`() async throws {
        let bench = Bench()
        let mayLook = Switch()
        let (received, task) = try bench.open { mayLook.isOn.load(ordering: .relaxed) }
        _ = await next(received)
        #expect(await next(received) == event(1))
        mayLook.isOn.store(false, ordering: .relaxed)
        bench.tick()
        #expect(await next(received) == nil)
        try await task.value
        #expect(bench.events.count == 0)
    }

    @Test func `a client that takes nothing gets the newest event when it does, and not all of them`() async throws {
        let bench = Bench()
        let stream = try #require(bench.events.stream { true })
        let (pieces, arrived) = AsyncStream.makeStream(of: String.self)
        let gate = Gate()
        let task = Task {
            try await stream.produce(
                WholeWriter { piece in
                    arrived.yield(String(decoding: piece, as: UTF8.self))
                    if piece.starts(with: Array("event".utf8)) { await OwnThread.wait(for: gate) }
                    return true
                })
        }
        // Another that takes everything shows when events have been made.
        let (quick, quickTask) = try bench.open()
        _ = await next(pieces)
        #expect(await next(pieces) == event(1))
        _ = await next(quick)
        _ = await next(quick)
        for number in 2...5 {
            bench.tick()
            #expect(await next(quick) == event(number))
        }
        gate.open()
        #expect(await next(pieces) == event(5))
        task.cancel()
        quickTask.cancel()
        // It takes one gate for each event that was held.
        gate.open()
    }

    @Test func `nothing is made while nobody looks`() async throws {
        let bench = Bench()
        let (received, task) = try bench.open()
        _ = await next(received)
        _ = await next(received)
        task.cancel()
        _ = await task.result
        bench.tick()
        // The next to look gets a new one, and not the last of those that came before.
        let (again, other) = try bench.open()
        _ = await next(again)
        #expect(await next(again) == event(2))
        other.cancel()
    }
}

/// On until it is turned off.
private final class Switch: Sendable {
    let isOn = Atomic(true)
}
