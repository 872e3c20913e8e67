internal import Synchronization

/// What somebody off a loop waits for from it: given once, at any time and on any thread.
///
/// One that is let go of without a value, because the loop has stopped or whoever was to give it is gone, gives `nil`:
/// nobody waits for ever.
package final class Reply<Value: Sendable>: Sendable {
    private let waiting: Mutex<CheckedContinuation<Value?, Never>?>

    fileprivate init(_ waiting: CheckedContinuation<Value?, Never>) { self.waiting = Mutex(waiting) }

    deinit { finish(nil) }

    /// Gives the value; what comes after the first is not heard.
    package func give(_ value: Value) { finish(value) }

    private func finish(_ value: Value?) {
        let waiting = self.waiting.withLock { $0.take() }
        waiting?.resume(returning: value)
    }
}

extension Mailbox {
    /// Has work done on the loop's thread, and waits until what it was handed is given.
    ///
    /// - Returns: what was given; `nil` where the loop has stopped, or the reply was let go of.
    package func ask<Value: Sendable>(_ work: @escaping @Sendable (Reply<Value>) -> Void) async -> Value? {
        await withCheckedContinuation { waiting in
            let reply = Reply(waiting)
            post { work(reply) }
        }
    }
}
