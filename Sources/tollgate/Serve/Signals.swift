import CLinux
import Glibc

/// The signals that a serving gateway obeys, as a stream of what they ask for.
///
/// A handler only counts up an eventfd, which is all that may be done in one; whichever thread it runs on, the thread
/// that waits is woken. One of these is made for the life of the process.
struct Signals: Sendable {
    /// What a signal asks for.
    enum Wish: Sendable {
        /// SIGTERM or SIGINT: let calls under way end, and end. Comes once: a second such signal ends the process at
        /// once, with status 130, because somebody does not want to wait for the calls under way.
        case stop
        /// SIGHUP: read the configuration again.
        case reload
        /// SIGUSR1: open the access log's file again.
        case reopenLog
    }

    /// What was asked for, in the order of arrival; several signals of a kind that come together may count as one.
    let wishes: AsyncStream<Wish>

    /// Written by the handlers, one for each wish. Set once, before a handler is installed, and never closed.
    nonisolated(unsafe) private static var stopCounter: CInt = -1
    nonisolated(unsafe) private static var reloadCounter: CInt = -1
    nonisolated(unsafe) private static var reopenCounter: CInt = -1

    /// Installs the handlers. Before the gateway is started: until then a signal ends the process.
    init() {
        unsafe Self.stopCounter = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
        unsafe Self.reloadCounter = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
        unsafe Self.reopenCounter = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
        let (stream, continuation) = AsyncStream<Wish>.makeStream()
        wishes = stream
        for number in [SIGTERM, SIGINT] { signal(number) { _ in Signals.count(unsafe Signals.stopCounter) } }
        signal(SIGHUP) { _ in Signals.count(unsafe Signals.reloadCounter) }
        signal(SIGUSR1) { _ in Signals.count(unsafe Signals.reopenCounter) }
        // A client that closes early must not end the process.
        signal(SIGPIPE, SIG_IGN)
        DetachedThread.start { Self.deliver(to: continuation) }
    }

    /// In a handler: the thread that it interrupts may be about to look at its own `errno`.
    private static func count(_ counter: CInt) {
        let error = errno
        var one: UInt64 = 1
        _ = unsafe write(counter, &one, 8)
        errno = error
    }

    /// Waits for signals for the rest of the process's life.
    private static func deliver(to continuation: AsyncStream<Wish>.Continuation) {
        var isStopping = false
        while true {
            var counters = unsafe [stopCounter, reloadCounter, reopenCounter].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            guard unsafe poll(&counters, nfds_t(counters.count), -1) > 0 else { continue }
            if takeAll(counters[1].fd) > 0 { continuation.yield(.reload) }
            if takeAll(counters[2].fd) > 0 { continuation.yield(.reopenLog) }
            let stops = takeAll(counters[0].fd)
            guard stops > 0 else { continue }
            // On this thread, because what takes the wishes may be waiting for something.
            if isStopping || stops > 1 { _exit(130) }
            isStopping = true
            continuation.yield(.stop)
        }
    }

    /// How many signals have come since the last look.
    private static func takeAll(_ counter: CInt) -> UInt64 {
        var count: UInt64 = 0
        return unsafe read(counter, &count, 8) == 8 ? count : 0
    }
}
