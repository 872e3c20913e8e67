/// A payment as the service keeps it. Amounts are in minor units of the currency, such as cents.
struct Transaction: Hashable, Sendable {
    /// How much of it was given back.
    enum Status: String, Encodable, Sendable {
        case captured
        case partiallyRefunded = "partially_refunded"
        case refunded
    }

    /// Stable: `tx_1001`, `tx_1002` and so on in the order of creation.
    let id: String
    /// 1 or more.
    let amount: Int64
    /// An ISO 4217 code.
    let currency: String
    /// The merchant's own name for the payment.
    let reference: String
    /// Seconds since 1970.
    let createdAt: Int64
    /// What was given back, oldest first; together never more than ``amount``.
    private(set) var refunds: [Refund] = []

    init(id: String, amount: Int64, currency: String, reference: String, createdAt: Int64) {
        self.id = id
        self.amount = amount
        self.currency = currency
        self.reference = reference
        self.createdAt = createdAt
    }

    /// How much was given back.
    var refunded: Int64 { refunds.reduce(0) { $0 + $1.amount } }

    /// How much can still be given back.
    var refundable: Int64 { amount - refunded }

    var status: Status {
        if refunds.isEmpty { return .captured }
        return refundable == 0 ? .refunded : .partiallyRefunded
    }

    /// Gives money back.
    ///
    /// - Parameter amount: `nil` for everything that is left.
    mutating func refund(
        _ amount: Int64?, id: String, reference: String?, at now: Int64
    ) throws(LedgerRefusal) -> Refund {
        guard refundable > 0 else { throw .nothingLeft(self.id) }
        let amount = amount ?? refundable
        guard amount <= refundable else { throw .moreThanLeft(refundable, currency: currency) }
        let refund = Refund(id: id, transaction: self.id, amount: amount, reference: reference, createdAt: now)
        refunds.append(refund)
        return refund
    }
}

extension Transaction: Encodable {
    private enum Key: String, CodingKey {
        case id, amount, currency, reference, status, refunded, refunds, createdAt
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(id, forKey: .id)
        try members.encode(amount, forKey: .amount)
        try members.encode(currency, forKey: .currency)
        try members.encode(reference, forKey: .reference)
        try members.encode(status, forKey: .status)
        try members.encode(refunded, forKey: .refunded)
        try members.encode(refunds, forKey: .refunds)
        try members.encode(UTCTime.text(createdAt), forKey: .createdAt)
    }
}
