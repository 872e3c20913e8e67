import Glibc
import Synchronization

/// SIGTERM and SIGINT, waited for on a thread of its own.
///
/// Made before any other thread, so that every thread has the signals blocked and none is interrupted.
final class StopSignals: Sendable {
    private let hasStopped = Mutex(false)

    init() {
        var set = Self.set
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        // A client that closes early must not end the process.
        signal(SIGPIPE, SIG_IGN)
    }

    private static var set: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGTERM)
        unsafe sigaddset(&set, SIGINT)
        return set
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
        var set = set
        var signal: CInt = 0
        while unsafe sigwait(&set, &signal) != 0 {}
    }

    private static func onThread(_ work: @escaping @Sendable () -> Void) {
        final class Box {
            let work: @Sendable () -> Void
            init(_ work: @escaping @Sendable () -> Void) { self.work = work }
        }
        let box = unsafe Unmanaged.passRetained(Box(work))
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work()
                return nil
            }, box.toOpaque())
        if code == 0 { pthread_detach(thread) } else { unsafe box.release() }
    }
}
