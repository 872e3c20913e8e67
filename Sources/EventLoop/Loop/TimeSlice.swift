internal import CLinux

/// How long a thread may run before another one's turn comes.
package enum TimeSlice {
    /// The shortest that Linux gives, in nanoseconds.
    private static let shortest: UInt64 = 100_000

    /// Asks for short slices, often, for the calling thread: it does not get more of its core, but gets it soon.
    ///
    /// Where the kernel does not interrupt, a thread that wakes waits for the end of the other's slice, up to 4 ms, unless
    /// its own are shorter. A kernel before 6.12 knows no such wish, and one that is forbidden is not fulfilled: then all is
    /// as it was.
    package static func shorten() { _ = clinux_ask_for_slices(shortest) }
}
