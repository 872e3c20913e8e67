import Synchronization
import Testing

@testable import Accounts

@Suite struct TurnstileTests {
    /// In which order they had their turn.
    private final class Order: Sendable {
        private let noted = Mutex<[Int]>([])
        var all: [Int] { noted.withLock { $0 } }
        func note(_ number: Int) { noted.withLock { $0.append(number) } }
    }

    @Test func `the others wait in the order of coming, and what is too much is refused`() async throws {
        let (turns, order) = (Turnstile(mostAtOnce: 1, mostWaiting: 2), Order())
        try await turns.enter()
        var waiting: [Task<Void, any Error>] = []
        for number in 1...2 {
            waiting.append(
                Task {
                    try await turns.enter()
                    order.note(number)
                    turns.leave()
                })
            while turns.waitingCount < number { await Task.yield() }
        }
        await #expect(throws: Turnstile.Busy.self) { try await turns.enter() }
        #expect(order.all.isEmpty)
        turns.leave()
        for task in waiting { try await task.value }
        #expect(order.all == [1, 2])
        try await turns.enter()
        turns.leave()
    }
}
