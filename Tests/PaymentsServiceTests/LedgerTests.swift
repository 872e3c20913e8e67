import Testing

@testable import PaymentsService

@Suite struct LedgerTests {
    private let payment = PaymentRequest(amount: 1_000, currency: "EUR", reference: "order-1")

    @Test func `ids follow the order of creation`() throws {
        let ledger = Ledger()
        let ids = try (1...3).map { try ledger.create(payment, at: $0).id }
        #expect(ids == ["tx_1001", "tx_1002", "tx_1003"])
        #expect(ledger.transaction("tx_1002")?.createdAt == 2)
        #expect(ledger.transaction("tx_1004") == nil)
    }

    @Test func `refunds add up to the amount and no further`() throws {
        let ledger = Ledger()
        let id = try ledger.create(payment, at: 0).id
        let first = try ledger.refund(RefundRequest(amount: 400), of: id, at: 1)
        #expect(first.transaction.status == .partiallyRefunded)
        #expect(first.transaction.refundable == 600)
        #expect(throws: LedgerRefusal.moreThanLeft(600, currency: "EUR")) {
            try ledger.refund(RefundRequest(amount: 601), of: id, at: 2)
        }
        let last = try ledger.refund(RefundRequest(amount: 600), of: id, at: 3)
        #expect(last.transaction.status == .refunded)
        #expect(last.transaction.refunded == 1_000)
        #expect(last.refund.id == "rf_5002")
        #expect(throws: LedgerRefusal.nothingLeft(id)) {
            try ledger.refund(RefundRequest(amount: 1), of: id, at: 4)
        }
    }

    @Test func `a refund without an amount gives back what is left`() throws {
        let ledger = Ledger()
        let id = try ledger.create(payment, at: 0).id
        _ = try ledger.refund(RefundRequest(amount: 1), of: id, at: 1)
        #expect(try ledger.refund(RefundRequest(), of: id, at: 2).refund.amount == 999)
        #expect(throws: LedgerRefusal.nothingLeft(id)) { try ledger.refund(RefundRequest(), of: id, at: 3) }
    }

    @Test func `a transaction that does not exist cannot be refunded`() throws {
        let ledger = Ledger()
        #expect(throws: LedgerRefusal.unknown("tx_1001")) {
            try ledger.refund(RefundRequest(), of: "tx_1001", at: 0)
        }
        _ = try ledger.create(payment, at: 0)
        #expect(try ledger.refund(RefundRequest(), of: "tx_1001", at: 0).refund.transaction == "tx_1001")
    }

    @Test func `pages join up to the whole list`() throws {
        let ledger = Ledger()
        for time in 1...5 { _ = try ledger.create(payment, at: Int64(time)) }
        var ids: [String] = []
        var sizes: [Int] = []
        var after: String?
        repeat {
            let page = try ledger.page(after: after, limit: 2)
            ids += page.transactions.map(\.id)
            sizes.append(page.transactions.count)
            after = page.next
        } while after != nil && sizes.count < 9
        #expect(ids == ["tx_1001", "tx_1002", "tx_1003", "tx_1004", "tx_1005"])
        #expect(sizes == [2, 2, 1])
    }

    @Test func `a last page that is full says that it is the last`() throws {
        let ledger = Ledger()
        for time in 1...4 { _ = try ledger.create(payment, at: Int64(time)) }
        #expect(try ledger.page(after: nil, limit: 2).next == "tx_1002")
        #expect(try ledger.page(after: "tx_1002", limit: 2).next == nil)
        #expect(throws: LedgerRefusal.unknown("tx_9")) { try ledger.page(after: "tx_9", limit: 2) }
    }

    @Test func `a full ledger takes neither payments nor refunds`() throws {
        let ledger = Ledger(capacity: 2)
        let id = try ledger.create(payment, at: 0).id
        _ = try ledger.refund(RefundRequest(amount: 1), of: id, at: 0)
        #expect(throws: LedgerRefusal.full) { try ledger.create(payment, at: 0) }
        #expect(throws: LedgerRefusal.full) { try ledger.refund(RefundRequest(amount: 1), of: id, at: 0) }
        #expect(ledger.transaction(id)?.refundable == 999)
    }

    @Test func `the demonstration begins with one transaction of each status`() {
        let ledger = Ledger(seed: .demonstration)
        let statuses = ["tx_1001", "tx_1002", "tx_1003"].map { ledger.transaction($0)?.status }
        #expect(statuses == [.captured, .partiallyRefunded, .refunded])
    }

    @Test func `refunds from many tasks never give back more than was paid`() async throws {
        let ledger = Ledger()
        let id = try ledger.create(payment, at: 0).id
        let given = await withTaskGroup(of: Int64.self) { group in
            for _ in 0..<50 {
                group.addTask { (try? ledger.refund(RefundRequest(amount: 30), of: id, at: 0).refund.amount) ?? 0 }
            }
            return await group.reduce(0, +)
        }
        #expect(given == 990)
        #expect(ledger.transaction(id)?.refunded == 990)
    }
}
