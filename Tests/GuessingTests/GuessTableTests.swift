import Testing

@testable import Guessing

@Suite struct GuessTableTests {
    private static let second: Int64 = 1_000_000_000

    /// Five a minute, three more until it is full.
    private func table(places: Int = 1 << 10) -> GuessTable {
        GuessTable(perMinute: 5, over: 3, places: places, key: [1, 2, 3])
    }

    private func name(_ number: Int) -> [UInt8] { Array("name \(number)".utf8) }

    @Test func `failures are free, then over, then full, and a full count says when there is room`() {
        var table = table()
        let outcomes = (0..<10).map { _ in table.count(name(1), at: 0) }
        let over = (1...3).map { GuessTable.Outcome.counted(excess: $0) }
        #expect(outcomes.prefix(5).allSatisfy { $0 == .counted(excess: 0) })
        #expect(Array(outcomes[5..<8]) == over)
        #expect(outcomes.suffix(2) == [.full(wait: 12 * Self.second), .full(wait: 12 * Self.second)])
        #expect(table.count(name(1), at: 12 * Self.second - 1) == .full(wait: 1))
        #expect(table.count(name(1), at: 12 * Self.second) == .counted(excess: 3))
    }

    @Test func `a count runs down, and no failure makes it last longer than when it was full`() {
        var table = table()
        for second in 0..<1000 { _ = table.count(name(1), at: Int64(second) * Self.second / 100) }
        #expect(table.count(name(1), at: 110 * Self.second) == .counted(excess: 0))
        for _ in 0..<4 { #expect(table.count(name(1), at: 300 * Self.second) == .counted(excess: 0)) }
    }

    @Test func `one failure in twelve seconds is never slowed`() {
        var table = table()
        for index in 0..<1000 {
            #expect(table.count(name(1), at: Int64(index) * 12 * Self.second) == .counted(excess: 0))
        }
    }

    @Test func `a name does not count for another`() {
        var table = table()
        for _ in 0..<20 { _ = table.count(name(1), at: 0) }
        for number in 2..<50 { #expect(table.count(name(number), at: 0) == .counted(excess: 0)) }
    }

    @Test func `no number of other names makes a count forgotten, and memory stays what it was`() {
        var table = table(places: 16)
        for _ in 0..<20 { _ = table.count(name(0), at: 0) }
        for number in 1..<10_000 { _ = table.count(name(number), at: 0) }
        #expect(table.count(name(0), at: 0) == .full(wait: 12 * Self.second))
        // What others did runs down as well.
        #expect(table.count(name(0), at: 200 * Self.second) == .counted(excess: 0))
    }

    @Test func `another key has other names meet`() {
        func met(_ key: [UInt8]) -> [Int] {
            var table = GuessTable(perMinute: 1, over: 0, places: 4, key: key)
            _ = table.count(name(0), at: 0)
            return (1..<500).filter { number in
                var copy = table
                return copy.count(name(number), at: 0) != .counted(excess: 0)
            }
        }
        #expect(!met([1]).isEmpty)
        #expect(met([1]) == met([1]))
        #expect(met([1]) != met([2]))
    }
}
