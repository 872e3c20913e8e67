import CLinux
import Glibc
import Synchronization
import Testing

@testable import tollgate

struct DetachedThreadTests {
    private struct Failure: Error {}

    @Test(arguments: [(ThreadShare.usual, false, CInt(0)), (.small, false, 19), (.tenth, false, 10), (.spare, true, 0)])
    func `a thread has the share that it was started with`(share: ThreadShare, isIdle: Bool, nice: CInt) async throws {
        let before = CallingThread.nice
        let seen = try await DetachedThread.run(share) { (isIdle: CallingThread.isIdle, nice: CallingThread.nice) }
        #expect(seen.isIdle == isIdle)
        #expect(seen.nice == max(nice, before))
    }

    /// Whether one thread had been woken, and another one had yet to come to its core.
    private final class Pair: Sendable {
        let isThere = Atomic(false)
        let hasRun = Atomic(false)
        let pipe: (reading: CInt, writing: CInt)
        let core = clinux_core()

        init() throws {
            var ends: [CInt] = [0, 0]
            try #require(unsafe Glibc.pipe(&ends) == 0)
            pipe = (ends[0], ends[1])
        }

        deinit {
            close(pipe.reading)
            close(pipe.writing)
        }

        /// Waits to be woken, as a loop does that had its share of the core: one that had not is let in as it is woken.
        func wait() {
            _ = clinux_stay_on_core(core)
            let start = ContinuousClock.now
            while start.duration(to: .now) < .milliseconds(4) {}
            isThere.store(true, ordering: .sequentiallyConsistent)
            var byte: UInt8 = 0
            unsafe read(pipe.reading, &byte, 1)
            hasRun.store(true, ordering: .sequentiallyConsistent)
        }

        /// Wakes the other one, and becomes idle.
        ///
        /// - Returns: whether the other one had run by then; `nil` where it had before.
        func wake() -> Bool? {
            _ = clinux_stay_on_core(core)
            while !isThere.load(ordering: .sequentiallyConsistent) { sched_yield() }
            var byte: UInt8 = 0
            unsafe write(pipe.writing, &byte, 1)
            let hadRun = hasRun.load(ordering: .sequentiallyConsistent)
            ThreadShare.spare.take()
            return hadRun ? nil : hasRun.load(ordering: .sequentiallyConsistent)
        }
    }

    @Test func `who waits for the core of a thread that becomes idle has it at once, and not at the end of its slice`()
        async throws
    {
        var outcomes: [Bool] = []
        // At times the one that is woken is let in at once, which says nothing.
        for _ in 0..<2_000 where outcomes.count < 20 {
            let pair = try Pair()
            async let waiting: Void = DetachedThread.run { pair.wait() }
            let outcome = try await DetachedThread.run { pair.wake() }
            try await waiting
            if let outcome { outcomes.append(outcome) }
        }
        #expect(outcomes.count == 20)
        // Without giving way it has it only where a slice happens to end just then.
        #expect(outcomes.count { $0 } > 15, "\(outcomes)")
    }

    @Test func `an error comes back as it was thrown`() async {
        await #expect(throws: Failure.self) { try await DetachedThread.run(.small) { throw Failure() } }
    }
}
