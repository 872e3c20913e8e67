import Synchronization

/// How many requests are under way, counted by the control thread and by the tasks that answer.
final class Counter: Sendable {
    private let value = Mutex(0)

    /// Counts one more, unless there are as many as may be.
    func increment(below limit: Int) -> Bool {
        value.withLock { value in
            guard value < limit else { return false }
            value += 1
            return true
        }
    }

    /// Counts one less.
    func decrement() {
        value.withLock { $0 -= 1 }
    }
}
