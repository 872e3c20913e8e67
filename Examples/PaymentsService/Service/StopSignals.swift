import Glibc

/// SIGTERM and SIGINT, taken in turn by whoever waits and by nobody else.
///
/// Made before any other thread, so that every thread has the signals blocked.
struct StopSignals {
    init() {
        var set = Self.set
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        // A client or a reader of the log that goes away must not end the process.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Returns when one of the signals has come.
    func wait() {
        var set = Self.set
        var signal: CInt = 0
        while unsafe sigwait(&set, &signal) != 0 {}
    }

    private static var set: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGTERM)
        unsafe sigaddset(&set, SIGINT)
        return set
    }
}
