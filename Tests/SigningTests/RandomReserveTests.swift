import Testing

@testable import Signing

@Suite struct RandomReserveTests {
    @Test func `bytes are given out once, also to many at a time`() async {
        let reserve = RandomReserve()
        let all = await withTaskGroup(of: [[UInt8]].self) { group in
            for _ in 0..<4 { group.addTask { (0..<1_000).map { _ in reserve.bytes(16) } } }
            return await group.reduce(into: [[UInt8]]()) { $0 += $1 }
        }
        #expect(all.allSatisfy { $0.count == 16 })
        #expect(Set(all).count == 4_000)
    }

    @Test(arguments: [0, 1, 1_023, 1_024, 1_025, 5_000])
    func `any number of bytes is to be had`(count: Int) {
        let reserve = RandomReserve()
        #expect(reserve.bytes(count).count == count)
        #expect(count < 8 || reserve.bytes(count) != reserve.bytes(count))
    }
}
