import EventLoop
import Glibc
import Testing

@testable import Gateway

/// What waits for the access log, and what is dropped. Files, disks and pipes are tested live.
@Suite struct AccessLogTests {
    private func batch(_ byteCount: Int, lines: Int) -> AccessLogBatch {
        AccessLogBatch(bytes: Array(repeating: 0x0A, count: byteCount), lineCount: lines)
    }

    @Test func `what does not fit is dropped whole, and counted by the line`() {
        let ledger = AccessLogLedger(limit: 10)
        #expect(ledger.admit(batch(6, lines: 2)))
        #expect(!ledger.admit(batch(5, lines: 3)))
        #expect(ledger.admit(batch(4, lines: 1)))
        #expect(ledger.condition.droppedLines == 3)
        ledger.wrote(batch(6, lines: 2))
        #expect(ledger.admit(batch(5, lines: 3)))
        #expect(ledger.condition == AccessLogCondition(droppedLines: 3, fault: nil))
    }

    @Test func `what waits when all is given up is dropped`() {
        let ledger = AccessLogLedger(limit: 10)
        #expect(ledger.admit(batch(6, lines: 2)))
        ledger.giveUp()
        ledger.giveUp()
        #expect(ledger.condition.droppedLines == 2)
    }

    @Test func `a fault lasts until something is written`() {
        let ledger = AccessLogLedger(limit: 10)
        let error = SystemError(call: "write", code: ENOSPC)
        #expect(ledger.admit(batch(6, lines: 2)))
        ledger.failed(error)
        #expect(ledger.condition.fault == error)
        ledger.wrote(batch(6, lines: 2))
        #expect(ledger.condition.fault == nil)
    }

    @Test func `the memory of full batches that are out serves the next ones, and no more is kept than a few`() {
        let ledger = AccessLogLedger(limit: 10)
        #expect(ledger.spare().capacity == 0)
        for _ in 0..<9 { ledger.keep(batch(70_000, lines: 1).bytes) }
        ledger.keep(batch(100, lines: 1).bytes)
        ledger.keep(batch(1 << 20, lines: 1).bytes)
        let capacities = (0..<9).map { _ in ledger.spare().capacity }
        #expect(capacities.filter { $0 >= 70_000 && $0 < 1 << 18 }.count == 4)
        #expect(capacities.filter { $0 == 0 }.count == 5)
    }
}
