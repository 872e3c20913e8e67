internal import CLinux
internal import Glibc

/// Lets one thread wait until another has come to a point; for starting up, never on a loop.
package final class Gate: Sendable {
    private let descriptor: CInt

    package init() {
        // A process that cannot have one more descriptor at its start finds out here that waiting will not work.
        descriptor = eventfd(0, CInt(EFD_CLOEXEC))
    }

    deinit { close(descriptor) }

    /// Lets who waits go on.
    package func open() {
        var one: UInt64 = 1
        _ = unsafe write(descriptor, &one, 8)
    }

    /// Waits until ``open()`` was called.
    package func wait() {
        var count: UInt64 = 0
        while unsafe read(descriptor, &count, 8) < 0, errno == EINTR {}
    }

    /// Waits until ``open()`` was called, or for so many milliseconds; whether it was.
    package func wait(milliseconds: CInt) -> Bool {
        let deadline = Clocks.monotonicMilliseconds() + Int64(milliseconds)
        while true {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let rest = max(0, deadline - Clocks.monotonicMilliseconds())
            let count = unsafe poll(&request, 1, CInt(clamping: rest))
            if count > 0 { return true }
            if count == 0 || errno != EINTR { return false }
        }
    }
}
