import Testing

@testable import Gateway

@Suite struct VerificationRationTests {
    /// The ration as a reference: what changes it can then stand in an expectation.
    private final class Turns {
        var ration: VerificationRation

        init(cost: Int) { ration = VerificationRation(cost: cost) }

        func take(in turn: UInt64, waited: Bool) -> Bool { ration.take(in: turn, waited: waited) }
        func isUsedUp(in turn: UInt64) -> Bool { ration.isUsedUp(in: turn) }
    }

    @Test(arguments: [(60, 4), (30, 8), (480, 1), (0, 240)])
    func `a turn has its share, and the next one has it again`(cost: Int, share: Int) {
        let turns = Turns(cost: cost)
        for turn: UInt64 in [7, 8] {
            for _ in 0..<share {
                #expect(!turns.isUsedUp(in: turn))
                #expect(turns.take(in: turn, waited: true))
            }
            #expect(!turns.take(in: turn, waited: true))
            #expect(turns.isUsedUp(in: turn))
        }
    }

    @Test func `who comes while others wait is put off behind them`() {
        let turns = Turns(cost: 240)
        #expect(turns.take(in: 1, waited: false))
        #expect(!turns.take(in: 1, waited: false))
        // One waits: a new one has no share, though nobody has had it yet.
        #expect(!turns.take(in: 2, waited: false))
        #expect(turns.take(in: 2, waited: true))
        #expect(!turns.take(in: 2, waited: true))
        #expect(!turns.take(in: 3, waited: false))
        #expect(turns.take(in: 3, waited: true))
        // Nobody was put off in turn 4: in turn 5 nobody waits.
        #expect(turns.take(in: 4, waited: true))
        #expect(turns.take(in: 5, waited: false))
    }

    @Test func `a glance counts as waiting, and other keys have another share`() {
        let turns = Turns(cost: 240)
        #expect(turns.take(in: 1, waited: false))
        #expect(turns.isUsedUp(in: 1))
        #expect(!turns.take(in: 2, waited: false))
        turns.ration.adopt(cost: 120)
        #expect(turns.take(in: 2, waited: true))
        #expect(turns.take(in: 2, waited: true))
        #expect(!turns.take(in: 2, waited: true))
    }
}
