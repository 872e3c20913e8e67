import Synchronization

/// Something large that is no longer needed, and whose end takes its time: 10,000 routes are some 100,000 pieces of memory.
///
/// It is held here while others let go of it, so that it ends where ``letGo()`` says and not with whoever is the last.
final class Former<Value: Sendable>: Sendable {
    private let held: Mutex<Value?>

    init(_ value: Value) { held = Mutex(value) }

    /// Has it end in spare time, or right here where no thread is to be had. Returns at once.
    func letGo() {
        if !DetachedThread.start(.spare, end) { end() }
    }

    @Sendable private func end() {
        // Outside of the lock.
        _ = held.withLock { $0.take() }
    }
}
