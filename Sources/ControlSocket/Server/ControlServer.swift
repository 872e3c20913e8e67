import Glibc
import Synchronization

/// The serving gateway's ear in its data folder: the command line tells it that the registry changed.
///
/// It listens on a thread of its own, so that neither the loops nor Swift's own threads ever wait for a client.
package final class ControlServer: Sendable {
    /// The control thread and what ends it: closing the other side of its wake socket.
    private struct Running {
        let thread: pthread_t
        let wake: Connection
    }

    private let running: Mutex<Running?>

    /// Listens, and answers each request with what the handler returns.
    ///
    /// - Parameters:
    ///   - folder: The data folder; its ``DataFolderLock`` must be held until after ``stop()``.
    ///   - timeout: How long a client may take to send its line.
    ///   - handler: Called with what a client asks for; returns the change that every loop has acknowledged,
    ///     and returns in bounded time: a client waits five seconds.
    /// - Throws: ``ControlSocketError`` where the socket cannot be made.
    package init(
        folder: String, timeout: Duration = .seconds(5), handler: @escaping @Sendable (ControlRequest) async -> Int64
    ) throws(ControlSocketError) {
        let listener = try Listener(ControlPath(folder: folder))
        let (near, far) = try Self.wakePair()
        let loop = ControlLoop(listener, wake: far, timeout: timeout, handler: handler)
        running = Mutex(Running(thread: try Self.startThread(loop), wake: near))
    }

    deinit { stop() }

    /// Stops listening, ends the thread and removes the socket; does nothing the second time. Answers that are under way
    /// are still sent.
    package func stop() {
        guard
            let thread = running.withLock({ running in
                // Leaving this scope closes the near side of the wake socket, which ends the loop.
                defer { running = nil }
                return running?.thread
            })
        else { return }
        pthread_join(thread, nil)
    }

    private static func wakePair() throws(ControlSocketError) -> (near: Connection, far: Connection) {
        var pair: [Int32] = [0, 0]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0 else {
            throw ControlSocketError("the control socket cannot be served (\(systemWords(errno))); free descriptors")
        }
        return (Connection(owning: pair[0]), Connection(owning: pair[1]))
    }

    private static func startThread(_ loop: ControlLoop) throws(ControlSocketError) -> pthread_t {
        var thread = pthread_t()
        // The thread takes over the one reference to the loop, and gives it up when the loop ends.
        let context = unsafe Unmanaged.passRetained(loop)
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<ControlLoop>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        guard code == 0 else {
            unsafe context.release()
            throw ControlSocketError("the control thread cannot be started (\(systemWords(code))); free threads")
        }
        return thread
    }
}
