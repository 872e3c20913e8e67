/// The answer to a refund: the refund, and where the transaction stands now.
struct RefundReceipt: Hashable, Sendable, Encodable {
    let refund: Refund
    /// How much of the transaction can still be refunded, in minor units.
    let refundable: Int64
    let status: Transaction.Status

    init(_ refund: Refund, of transaction: Transaction) {
        self.refund = refund
        refundable = transaction.refundable
        status = transaction.status
    }

    private enum Key: String, CodingKey {
        case refundable, status
    }

    func encode(to encoder: any Encoder) throws {
        try refund.encode(to: encoder)
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(refundable, forKey: .refundable)
        try members.encode(status, forKey: .status)
    }
}
