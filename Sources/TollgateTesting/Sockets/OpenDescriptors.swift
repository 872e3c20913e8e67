internal import Glibc

/// The descriptors of this process.
package enum OpenDescriptors {
    /// How many there are now. Tests that run beside this one count too.
    ///
    /// Each number is asked about: to list `/proc/self/fd` takes descriptors itself, and not always the same number of them.
    package static var count: Int {
        (0..<CInt(highest)).reduce(0) { $0 + (fcntl($1, F_GETFD) >= 0 ? 1 : 0) }
    }

    /// Whether there are no more than so many again, within twenty seconds; looks once a millisecond.
    package static func returns(to count: Int) -> Bool {
        for _ in 0..<20_000 {
            if self.count <= count { return true }
            usleep(1_000)
        }
        return false
    }

    /// As many as the process may ever have: they stay open where the limit is lowered.
    private static var highest: UInt {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
        return min(limit.rlim_max, 1 << 16)
    }

    /// Does something while the process can open so many further descriptors. Tests that run beside this one share them.
    ///
    /// - Throws: ``SocketFailure/system(call:code:)`` where the limit cannot be set, and what `body` throws.
    package static func withLeft(_ count: Int, _ body: () throws -> Void) throws {
        // The kernel gives the lowest one that is free: all others below the last of these are in use.
        let free = (0...count).map { _ in dup(0) }
        for one in free { _ = Glibc.close(one) }
        let last = free.max() ?? -1
        try RawSocket.check("dup", last)
        try withLimit(rlim_t(last), body)
    }

    /// Does something while the process may have so many descriptors; those that it has stay. Tests that run beside this one
    /// share them.
    ///
    /// - Throws: ``SocketFailure/system(call:code:)`` where the limit cannot be set, and what `body` throws.
    package static func withLimit(_ limit: UInt, _ body: () throws -> Void) throws {
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var before = rlimit()
        try RawSocket.check("getrlimit", unsafe getrlimit(kind, &before))
        var few = rlimit(rlim_cur: limit, rlim_max: before.rlim_max)
        try RawSocket.check("setrlimit", unsafe setrlimit(kind, &few))
        defer { unsafe setrlimit(kind, &before) }
        try body()
    }

    /// Takes the lowest that are free for as long as they are wanted; whoever asked closes them.
    ///
    /// Others of the process give some back meanwhile: a thread that reads a file, a test before this one. It is done once
    /// none of those was found among a hundred looks in a row.
    package static func take(while isWanted: (CInt) -> Bool) -> [CInt] {
        var taken: [CInt] = []
        var looks = 0
        while looks < 100 {
            let one = dup(0)
            if one >= 0, isWanted(one) {
                taken.append(one)
                looks = 0
            } else {
                if one >= 0 { close(one) }
                looks += 1
                usleep(200)
            }
        }
        return taken
    }
}
