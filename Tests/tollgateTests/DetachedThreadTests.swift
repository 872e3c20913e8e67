import Glibc
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

    @Test func `an error comes back as it was thrown`() async {
        await #expect(throws: Failure.self) { try await DetachedThread.run(.small) { throw Failure() } }
    }
}
