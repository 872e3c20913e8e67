import Glibc

@testable import tollgate

/// How the kernel ranks the thread that asks.
enum CallingThread {
    static var isIdle: Bool { sched_getscheduler(0) == ThreadShare.idleClass }

    /// On Linux each thread has its own.
    static var nice: CInt { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }
}
