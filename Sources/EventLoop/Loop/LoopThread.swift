internal import CLinux
internal import Glibc
internal import Synchronization

/// A thread that runs one loop.
package final class LoopThread: Sendable {
    /// How other threads reach the loop.
    package let mailbox: Mailbox
    private let loop: LoopBound<EventLoop>
    private let thread: pthread_t
    private let isJoined = Mutex(false)

    /// Makes a loop, has `prepare` set it up on its own thread, and runs it there.
    ///
    /// - Parameter name: shown by `top -H`; at most 15 bytes.
    /// - Throws: ``SystemError`` when no descriptor or thread is to be had.
    package init(name: String, prepare: @escaping @Sendable (EventLoop) -> Void) throws(SystemError) {
        let loop = try EventLoop()
        mailbox = loop.mailbox
        self.loop = LoopBound(loop, on: loop)
        let start = unsafe Unmanaged.passRetained(Start(loop: loop, name: name, prepare: prepare))
        var created = pthread_t()
        let code = unsafe pthread_create(
            &created, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Start>.fromOpaque(context).takeRetainedValue().main()
                return nil
            }, start.toOpaque())
        guard code == 0 else {
            unsafe start.release()
            throw SystemError(call: "pthread_create", code: code)
        }
        thread = created
    }

    /// Has the loop end after its current batch, and waits until the thread is gone. Never called by that thread.
    package func stop() {
        mailbox.post { [loop] in loop.value.stop() }
        join()
    }

    /// Waits until the loop has ended. Never called by its own thread.
    ///
    /// A thread can be joined once only, so whoever comes second waits for the first and then has nothing to do.
    package func join() {
        isJoined.withLock { isJoined in
            guard !isJoined else { return }
            pthread_join(thread, nil)
            isJoined = true
        }
    }

    /// What the new thread is given.
    private final class Start {
        let loop: EventLoop
        let name: String
        let prepare: @Sendable (EventLoop) -> Void

        init(loop: EventLoop, name: String, prepare: @escaping @Sendable (EventLoop) -> Void) {
            self.loop = loop
            self.name = name
            self.prepare = prepare
        }

        func main() {
            unsafe clinux_set_thread_name(name)
            prepare(loop)
            loop.run()
        }
    }
}
