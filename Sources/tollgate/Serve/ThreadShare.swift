import CLinux
import Glibc

/// How much of its core a thread gets beside the loops, by which calls are served.
enum ThreadShare {
    /// As much as any other.
    case usual
    /// The smallest that is never nothing: 1.5 % of a core that loops want all of. For what others wait for, such as for a
    /// lock: were it held in spare time, they would wait for as long as there is none.
    case small
    /// A tenth of a core that loops want all of: for what an operator waits for, and nobody else.
    case tenth
    /// What nobody else wants, which may be nothing for long.
    case spare

    /// Linux's SCHED_IDLE, which glibc declares for GNU sources alone.
    static let idleClass: CInt = 5

    /// Has the calling thread get this share from now on; it cannot go back without a privilege. Where that is forbidden,
    /// it stays as it is.
    func take() {
        switch self {
        case .usual: return
        case .small:
            unsafe clinux_set_thread_name("small-share")
            _ = clinux_take_share(19)
        case .tenth:
            unsafe clinux_set_thread_name("tenth-share")
            _ = clinux_take_share(10)
        case .spare:
            unsafe clinux_set_thread_name("spare-time")
            var none = sched_param()
            unsafe sched_setscheduler(0, Self.idleClass, &none)
        }
        // The kernel looks at who waits when somebody wakes, not when a thread gives up its rank: a loop that woke just
        // before would wait for the end of the slice (measured: 4 ms, at nearly each reload). So it is where the class
        // changes; where the nice value rises, Linux 6.18 looks by itself (200 of 200 times, on one core), other kernels
        // may not, and no test can tell there.
        sched_yield()
    }
}
