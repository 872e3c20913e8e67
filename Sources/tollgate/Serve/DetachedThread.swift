internal import Glibc

/// A thread of the kernel's own, for what may wait in a system call and must not hold up Swift's few threads.
enum DetachedThread {
    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs `body` on a thread that ends with it and has this share of its core; whether a thread could be had.
    @discardableResult
    static func start(_ share: ThreadShare = .usual, _ body: @escaping @Sendable () -> Void) -> Bool {
        let work = unsafe Unmanaged.passRetained(
            Work {
                share.take()
                body()
            })
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            unsafe work.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    /// Runs `body`, which may block, on such a thread and waits for its value; right here where no thread is to be had.
    static func run<Value: Sendable>(
        _ share: ThreadShare = .usual, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let work: @Sendable () -> Void = { continuation.resume(with: Result { try body() }) }
            if !start(share, work) { work() }
        }
    }
}
