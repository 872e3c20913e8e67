internal import EventLoop
internal import Glibc
internal import Synchronization

/// Answers whole requests on the concurrency pool, as many at a time as a slice holds, and hands their answers back together.
///
/// What waits is bounded by the connections of the loop: each has one exchange at a time.
final class WholeDesk: Sendable {
    /// A request, who waits for the answer, and who gives it. An object, because it changes hands several times, and is let
    /// go of on the loop, which made it.
    final class Item: Sendable {
        let exchange: LoopBound<WholeExchange>
        let request: WholeRequest
        let responder: WholeExchange.Responder

        init(
            _ exchange: LoopBound<WholeExchange>, _ request: WholeRequest,
            _ responder: @escaping WholeExchange.Responder
        ) {
            self.exchange = exchange
            self.request = request
            self.responder = responder
        }
    }

    private typealias Answered = (item: Item, response: WholeResponse)

    private struct State {
        var arrived: [Item] = []
        /// What arrived before, last first.
        var next: [Item] = []
        /// How many tasks are at work.
        var tasks = 0
        /// What one answer takes, in nanoseconds: of late, on average.
        var cost = WholeDesk.share

        var waiting: Int { arrived.count + next.count }

        mutating func append(_ items: inout [Item]) {
            // Nearly always exchanged, and not copied.
            if arrived.isEmpty { swap(&arrived, &items) }
            arrived += items
            items.removeAll(keepingCapacity: true)
        }

        mutating func take() -> Item? {
            if next.isEmpty {
                swap(&next, &arrived)
                next.reverse()
            }
            return next.popLast()
        }
    }

    /// For how long answers are gathered before the loop gets them, in nanoseconds.
    private static let slice: Int64 = 500_000
    /// How much work is worth a task, in nanoseconds: an RSA signature has one to itself.
    private static let share: Int64 = 200_000
    /// More tasks than this would only wait for each other.
    private static let mostTasks = max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN)))

    private let mailbox: Mailbox
    private let state = Mutex(State())

    init(mailbox: Mailbox) { self.mailbox = mailbox }

    /// Takes requests in, and sees to it that there are tasks enough for them: one for each share of work.
    ///
    /// - Parameter items: none are left.
    func append(_ items: inout [Item]) {
        let missing = state.withLock { state in
            state.append(&items)
            let pending = state.waiting + state.tasks
            let missing = max(0, Self.tasks(for: pending, cost: state.cost) - state.tasks)
            state.tasks += missing
            return missing
        }
        for _ in 0..<missing {
            // Not structured: the loop's thread goes on, and the task ends when nothing waits any more.
            Task {
                // Between two slices others get their turn: the pool serves more than this.
                while serve() { await Task.yield() }
            }
        }
    }

    /// How many tasks so many requests are worth, where one takes so many nanoseconds: one at least, because even answers that
    /// cost nothing are given by somebody.
    static func tasks(for pending: Int, cost: Int64) -> Int {
        let shares = (Int64(pending) * cost + share - 1) / share
        return min(mostTasks, pending, max(1, Int(clamping: shares)))
    }

    /// Answers what waits until a slice is over; whether the task is to go on.
    private func serve() -> Bool {
        let begun = Clocks.monotonicNanoseconds()
        var taken = 0
        var answered: [Answered] = []
        var spent: Int64 = 0
        while spent < Self.slice, let item = state.withLock({ $0.take() }) {
            taken += 1
            switch item.responder(item.request) {
            case .now(let response): answered.append((item, response))
            case .later(let make): answer(item.exchange, make)
            }
            spent = Clocks.monotonicNanoseconds() - begun
        }
        deliver(answered)
        return state.withLock { state in
            if taken > 0 { state.cost = (state.cost * 7 + spent / Int64(taken)) / 8 }
            if state.waiting == 0 { state.tasks -= 1 }
            return state.waiting > 0
        }
    }

    private func deliver(_ answered: [Answered]) {
        guard !answered.isEmpty else { return }
        mailbox.post { for (item, response) in answered { item.exchange.value.write(response) } }
    }

    /// Answers what waits for something in a task of its own, so that nothing else waits with it.
    private func answer(_ exchange: LoopBound<WholeExchange>, _ make: @escaping @Sendable () async -> WholeResponse) {
        Task { [mailbox] in
            let response = await make()
            mailbox.post { exchange.value.write(response) }
        }
    }
}
