import Testing

@testable import Guessing

@Suite struct ForgivenessTests {
    private let name = Array("ada".utf8)

    @Test func `an attempt that is taken back leaves room for another`() {
        var table = GuessTable(perMinute: 2, over: 0, places: 1 << 10, key: [1])
        for _ in 0..<100 {
            #expect(table.count(name, at: 0) == .counted(excess: 0))
            table.forgive(name, at: 0)
        }
        #expect(table.count(name, at: 0) == .counted(excess: 0))
        #expect(table.count(name, at: 0) == .counted(excess: 0))
        guard case .full = table.count(name, at: 0) else {
            Issue.record("not full")
            return
        }
    }

    @Test func `only one attempt is taken back, and only of that name`() {
        var table = GuessTable(perMinute: 2, over: 0, places: 1 << 10, key: [1])
        _ = table.count(name, at: 0)
        _ = table.count(name, at: 0)
        table.forgive(Array("bob".utf8), at: 0)
        guard case .full = table.count(name, at: 0) else {
            Issue.record("not full")
            return
        }
        table.forgive(name, at: 0)
        #expect(table.count(name, at: 0) == .counted(excess: 0))
        guard case .full = table.count(name, at: 0) else {
            Issue.record("more was taken back than one")
            return
        }
    }
}
