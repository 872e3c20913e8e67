internal import Glibc

/// The last descriptors of the process, which connections leave to everything else.
///
/// Without one, more than connections fails: libdispatch, which runs Swift's tasks, looks once a second at what its threads do
/// while any work waits, and ends the process where it cannot open the file that says so (`_dispatch_workq_monitor_pools`).
/// Whoever can make calls that last could end the gateway by making enough of them.
///
/// The kernel gives the lowest number that is free. So the number of a new descriptor says how many are left at the most, and
/// no further system call is needed for it. Belongs to one loop.
package struct DescriptorReserve {
    /// What a connection is for.
    package enum Use: Sendable, CaseIterable {
        /// Clients' calls, and what carries them to services.
        case calls
        /// Looking after the gateway, which is wanted most when calls have taken everything.
        case operation
    }

    /// How many are kept from calls: 16 for files (one that libdispatch looks at, one of the configuration or a key, the log
    /// that takes the place of another one, four of SQLite's, and those of a fetched key set and of names that are looked up),
    /// and as many for who looks after the gateway, and newcomers that wait.
    private static let most: CInt = 32
    /// For how long the limit is known, in milliseconds: whoever has the right may change it from outside.
    private static let validity: Int64 = 1_000

    private var limit: CInt = 0
    private var lookedAt = Int64.min

    /// The lowest number that is kept from a use where the process may have so many descriptors. Where it may have few, a fifth
    /// of them is kept, because nothing is served without the others.
    static func first(keptFrom use: Use, limit: CInt) -> CInt {
        let kept = min(most, limit / 5)
        return limit - (use == .calls ? kept : kept / 2)
    }

    /// Whether a descriptor is one of those that are kept from a use.
    ///
    /// - Parameters:
    ///   - descriptor: the one that the kernel has just given.
    ///   - now: the loop's clock, in milliseconds.
    mutating func keeps(_ descriptor: CInt, from use: Use, at now: Int64) -> Bool {
        if now &- lookedAt >= Self.validity || lookedAt == .min { look(at: now) }
        guard descriptor >= Self.first(keptFrom: use, limit: limit) else { return false }
        // It may have been raised meanwhile.
        look(at: now)
        return descriptor >= Self.first(keptFrom: use, limit: limit)
    }

    /// Asks how many descriptors the process may have.
    mutating func look(at now: Int64) {
        var known = rlimit()
        // Fails for no process that asks about itself.
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &known) == 0 else { return }
        limit = CInt(clamping: known.rlim_cur)
        lookedAt = now
    }
}
