/// Money given back from one transaction, in minor units of its currency.
struct Refund: Hashable, Sendable {
    /// Stable: `rf_5001`, `rf_5002` and so on in the order of creation.
    let id: String
    /// The transaction's id.
    let transaction: String
    /// 1 or more.
    let amount: Int64
    /// The merchant's own name for the refund.
    let reference: String?
    /// Seconds since 1970.
    let createdAt: Int64
}

extension Refund: Encodable {
    private enum Key: String, CodingKey {
        case id, transaction, amount, reference, createdAt
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(id, forKey: .id)
        try members.encode(transaction, forKey: .transaction)
        try members.encode(amount, forKey: .amount)
        try members.encodeIfPresent(reference, forKey: .reference)
        try members.encode(UTCTime.text(createdAt), forKey: .createdAt)
    }
}
