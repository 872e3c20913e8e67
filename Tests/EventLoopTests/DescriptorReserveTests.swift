import Glibc
import Testing
import TollgateTesting

@testable import EventLoop

struct DescriptorReserveTests {
    @Test(arguments: [
        (CInt(20_000), CInt(19_968), CInt(19_984)), (1_024, 992, 1_008), (160, 128, 144), (80, 64, 72), (4, 4, 4),
    ])
    func `connections of calls leave more descriptors than those of whoever looks after the gateway`(
        limit: CInt, calls: CInt, operation: CInt
    ) {
        #expect(DescriptorReserve.first(keptFrom: .calls, limit: limit) == calls)
        #expect(DescriptorReserve.first(keptFrom: .operation, limit: limit) == operation)
    }

    @Test func `a limit that changes is heard of within a second, and at once where it was raised`() throws {
        var reserve = DescriptorReserve()
        func isKept(_ descriptor: CInt, from use: DescriptorReserve.Use = .calls, at now: Int64) -> Bool {
            reserve.keeps(descriptor, from: use, at: now)
        }
        #expect(!isKept(64, at: 0))
        try OpenDescriptors.withLimit(80) {
            #expect(!isKept(64, at: 999))
            #expect(isKept(64, at: 1_000))
            #expect(!isKept(63, at: 1_000))
            #expect(!isKept(64, from: .operation, at: 1_000))
            #expect(isKept(72, from: .operation, at: 1_000))
        }
        #expect(!isKept(64, at: 1_001))
    }

    @Test func `what is among the last is moved as soon as there is another one, and stays until then`() throws {
        let loop = try EventLoop()
        try OpenDescriptors.withLimit(400) {
            loop.lookAtDescriptorLimit()
            #expect(loop.hasDescriptor(for: .calls))
            let low = OpenDescriptors.take { $0 < 367 }
            let last = try #require(OpenDescriptors.take { $0 < 368 }.last)
            #expect(!loop.hasDescriptor(for: .calls))
            #expect(loop.hasDescriptor(for: .operation))
            let kept = dup(0)
            #expect(kept == 368)
            #expect(loop.move(kept, to: .calls) == nil)
            #expect(fcntl(kept, F_GETFD) >= 0)
            close(last)
            #expect(loop.move(kept, to: .calls) == last)
            #expect(fcntl(kept, F_GETFD) == -1)
            for one in low + [last] { close(one) }
        }
    }
}
