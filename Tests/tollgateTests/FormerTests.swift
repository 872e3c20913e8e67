import Testing

@testable import tollgate

struct FormerTests {
    /// Tells, when it ends, whether that is in spare time.
    private final class Large: Sendable {
        private let ended: AsyncStream<Bool>.Continuation

        init(_ ended: AsyncStream<Bool>.Continuation) { self.ended = ended }

        deinit { ended.yield(CallingThread.isIdle) }
    }

    @Test func `what others have let go of ends in spare time`() async {
        let (ends, ended) = AsyncStream<Bool>.makeStream()
        var inUse: Large? = Large(ended)
        let former = Former(inUse)
        inUse = nil
        former.letGo()
        #expect(await ends.first { _ in true } == true)
    }

    @Test func `what nobody kept for spare time ends with whoever had it last`() async {
        let (ends, ended) = AsyncStream<Bool>.makeStream()
        var inUse: Large? = Large(ended)
        _ = inUse
        inUse = nil
        #expect(await ends.first { _ in true } == false)
    }
}
