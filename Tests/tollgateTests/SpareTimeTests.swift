import Glibc
import Synchronization
import Testing

@testable import tollgate

struct SpareTimeTests {
    private struct Failure: Error {}

    /// The kernel's name for threads that run when no other wants to.
    private static let idleClass: CInt = 5

    @Test func `what is done in spare time is done by a thread of the idle class`() async throws {
        let done = try await SpareTime.run { sched_getscheduler(0) }
        #expect(done == Self.idleClass)
        #expect(sched_getscheduler(0) != Self.idleClass)
    }

    @Test func `an error comes back as it was thrown`() async {
        await #expect(throws: Failure.self) { try await SpareTime.run { throw Failure() } }
    }

    @Test func `what gets too little time is done once more by a thread that gets its share`() async throws {
        let isFree = Mutex(false)
        let done = try await SpareTime.run(within: .milliseconds(1)) {
            let isIdle = sched_getscheduler(0) == Self.idleClass
            // As if its core was never free: until the other attempt is through.
            while isIdle && !isFree.withLock({ $0 }) { usleep(1000) }
            return sched_getscheduler(0)
        }
        isFree.withLock { $0 = true }
        #expect(done != Self.idleClass)
    }
}
