import Synchronization

/// The transactions, in memory: gone when the process ends.
final class Ledger: Sendable {
    /// Transactions to begin with.
    struct Seed: Sendable {
        /// In their order; ids must not repeat.
        var drafts: [(payment: PaymentRequest, createdAt: Int64, refunds: [Int64])]
    }

    private struct State {
        var transactions: [Transaction] = []
        var places: [String: Int] = [:]
        var refundCount = 0

        /// What counts towards the capacity.
        var entryCount: Int { transactions.count + refundCount }
    }

    private static let firstTransaction = 1_001
    private static let firstRefund = 5_001

    /// Transactions and refunds that are kept at most, so that a client cannot fill the memory.
    private let capacity: Int
    private let state = Mutex(State())

    init(seed: Seed = Seed(drafts: []), capacity: Int = 100_000) {
        self.capacity = capacity
        state.withLock { state in
            for draft in seed.drafts { Self.plant(draft.payment, draft.createdAt, draft.refunds, in: &state) }
        }
    }

    private static func plant(_ payment: PaymentRequest, _ time: Int64, _ refunds: [Int64], in state: inout State) {
        let transaction = append(payment, at: time, to: &state)
        for amount in refunds {
            _ = try? refund(RefundRequest(amount: amount), of: transaction.id, at: time, in: &state)
        }
    }

    /// The transaction with an id.
    func transaction(_ id: String) -> Transaction? {
        state.withLock { state in state.places[id].map { state.transactions[$0] } }
    }

    /// Up to `limit` transactions in the order of creation.
    ///
    /// - Parameter after: the id of the last transaction of the page before; `nil` for the first page.
    func page(after id: String?, limit: Int) throws(LedgerRefusal) -> Page {
        try state.withLock { state throws(LedgerRefusal) in
            var start = 0
            if let id {
                guard let place = state.places[id] else { throw .unknown(id) }
                start = place + 1
            }
            let end = min(start + limit, state.transactions.count)
            let transactions = Array(state.transactions[start..<end])
            return Page(transactions: transactions, next: end < state.transactions.count ? transactions.last?.id : nil)
        }
    }

    /// Books a payment.
    func create(_ payment: PaymentRequest, at now: Int64) throws(LedgerRefusal) -> Transaction {
        try state.withLock { state throws(LedgerRefusal) in
            guard state.entryCount < capacity else { throw .full }
            return Self.append(payment, at: now, to: &state)
        }
    }

    /// Gives back part of a transaction, or what is left of it.
    func refund(
        _ request: RefundRequest, of id: String, at now: Int64
    ) throws(LedgerRefusal) -> (refund: Refund, transaction: Transaction) {
        try state.withLock { state throws(LedgerRefusal) in
            guard state.entryCount < capacity else { throw .full }
            return try Self.refund(request, of: id, at: now, in: &state)
        }
    }

    private static func append(_ payment: PaymentRequest, at now: Int64, to state: inout State) -> Transaction {
        let place = state.transactions.count
        let transaction = Transaction(
            id: "tx_\(firstTransaction + place)", amount: payment.amount, currency: payment.currency,
            reference: payment.reference, createdAt: now)
        state.transactions.append(transaction)
        state.places[transaction.id] = place
        return transaction
    }

    private static func refund(
        _ request: RefundRequest, of id: String, at now: Int64, in state: inout State
    ) throws(LedgerRefusal) -> (refund: Refund, transaction: Transaction) {
        guard let place = state.places[id] else { throw .unknown(id) }
        let refund = try state.transactions[place].refund(
            request.amount, id: "rf_\(firstRefund + state.refundCount)", reference: request.reference, at: now)
        state.refundCount += 1
        return (refund, state.transactions[place])
    }
}
