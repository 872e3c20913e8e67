/// What `POST /transactions/{id}/refunds` is given.
struct RefundRequest: Hashable, Sendable {
    /// In minor units of the transaction's currency; `nil` for everything that is left.
    var amount: Int64?
    var reference: String?

    init(amount: Int64? = nil, reference: String? = nil) {
        self.amount = amount
        self.reference = reference
    }

    /// Reads and checks the content of a request; none at all asks for everything that is left.
    init(_ content: [UInt8]) throws(Problem) {
        guard !content.isEmpty else {
            self.init()
            return
        }
        var members = try RequestMembers(content)
        self.init(
            amount: members.amount("amount", isRequired: false),
            reference: members.reference("reference", isRequired: false))
        try members.finish()
    }
}
