import CLinux
import Glibc

/// SIGTERM and SIGINT, as something that can be waited for.
///
/// The handler only counts up an eventfd, which is all that may be done in one; whichever thread it runs on, the thread
/// that waits is woken.
struct StopSignals: Sendable {
    /// Written by the handler. Set once, before the handler is installed, and never closed.
    nonisolated(unsafe) private static var descriptor: CInt = -1

    init() {
        unsafe Self.descriptor = eventfd(0, CInt(EFD_CLOEXEC | EFD_SEMAPHORE))
        for number in [SIGTERM, SIGINT] {
            signal(number) { _ in
                var one: UInt64 = 1
                _ = unsafe write(StopSignals.descriptor, &one, 8)
            }
        }
        // A client that closes early must not end the process.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Returns when one of the signals has come.
    func wait() async {
        await withCheckedContinuation { continuation in
            Self.onThread {
                Self.waitForOne()
                continuation.resume()
            }
        }
    }

    /// From now on a signal ends the process: somebody does not want to wait for the calls under way.
    func stopAtOnceFromNowOn() {
        Self.onThread {
            Self.waitForOne()
            _exit(130)
        }
    }

    private static func waitForOne() {
        var count: UInt64 = 0
        while unsafe read(descriptor, &count, 8) < 0, errno == EINTR {}
    }

    /// What a thread is started with.
    private final class Work {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private static func onThread(_ body: @escaping @Sendable () -> Void) {
        let work = unsafe Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        if code == 0 { pthread_detach(thread) } else { unsafe work.release() }
    }
}
