import Glibc
import Synchronization
import Testing

@testable import tollgate

struct SpareTimeTests {
    private struct Failure: Error {}

    @Test func `what is done in spare time is done by a thread of the idle class`() async throws {
        let done = try await SpareTime.run { CallingThread.isIdle }
        #expect(done)
        #expect(!CallingThread.isIdle)
    }

    @Test func `an error comes back as it was thrown`() async {
        await #expect(throws: Failure.self) { try await SpareTime.run { throw Failure() } }
    }

    @Test func `what gets too little time is done once more by a thread that gets a tenth of its core`() async throws {
        let isFree = Mutex(false)
        let done = try await SpareTime.run(within: .milliseconds(1)) {
            let isIdle = CallingThread.isIdle
            // As if its core was never free: until the other attempt is through.
            while isIdle && !isFree.withLock({ $0 }) { usleep(1000) }
            return (isIdle: CallingThread.isIdle, nice: CallingThread.nice)
        }
        isFree.withLock { $0 = true }
        #expect(done == (false, 10))
    }
}
