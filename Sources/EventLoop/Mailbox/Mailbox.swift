internal import CLinux
internal import Glibc
internal import Synchronization

/// How other threads have work done on a loop's thread.
///
/// Work is queued under a lock and the loop is woken through an eventfd, once for each batch: a loop that already has
/// mail is not woken again. Nothing on the path of a request comes through here.
package final class Mailbox: Sendable {
    let descriptor: CInt
    let receiver: Receiver
    private let queue: Queue

    init() throws(SystemError) {
        descriptor = try SystemError.check("eventfd", eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK)))
        queue = Queue()
        receiver = Receiver(descriptor: descriptor, queue: queue)
    }

    deinit { _ = Glibc.close(descriptor) }

    /// Has `work` done on the loop's thread, in the order of posting.
    ///
    /// After the loop has stopped nothing is done, and `work` is let go of.
    package func post(_ work: @escaping @Sendable () -> Void) {
        guard queue.append(work) else { return }
        var one: UInt64 = 1
        // The counter cannot overflow, so the write cannot fail.
        _ = unsafe write(descriptor, &one, 8)
    }

    /// Takes no more letters and lets go of those that wait; a letter often holds the loop, and the loop this.
    func close() { queue.close() }

    /// The letters, and whether the loop has been woken for them.
    final class Queue: Sendable {
        private struct State {
            var letters: [@Sendable () -> Void] = []
            var isClosed = false
        }

        private let state = Mutex(State())

        /// Whether this letter was the first, so that the loop must be woken.
        func append(_ letter: @escaping @Sendable () -> Void) -> Bool {
            state.withLock { state in
                guard !state.isClosed else { return false }
                state.letters.append(letter)
                return state.letters.count == 1
            }
        }

        func takeAll() -> [@Sendable () -> Void] {
            state.withLock { state in
                let taken = state.letters
                state.letters = []
                return taken
            }
        }

        func close() {
            state.withLock { $0.isClosed = true }
            // Outside of the lock, because letting go of a letter may run code that posts another.
            _ = takeAll()
        }
    }

    /// The loop's end.
    final class Receiver: EventHandler, Sendable {
        private let descriptor: CInt
        private let queue: Queue

        init(descriptor: CInt, queue: Queue) {
            self.descriptor = descriptor
            self.queue = queue
        }

        func handle(_ events: Events) {
            var count: UInt64 = 0
            _ = unsafe read(descriptor, &count, 8)
            for letter in queue.takeAll() { letter() }
        }
    }
}
