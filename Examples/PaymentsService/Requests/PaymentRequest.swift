/// What `POST /transactions` is given.
struct PaymentRequest: Hashable, Sendable {
    /// In minor units of the currency.
    let amount: Int64
    /// An ISO 4217 code.
    let currency: String
    let reference: String

    init(amount: Int64, currency: String, reference: String) {
        self.amount = amount
        self.currency = currency
        self.reference = reference
    }

    /// Reads and checks the content of a request.
    ///
    /// - Throws: a ``Problem`` that names every field that is wrong, not only the first.
    init(_ content: [UInt8]) throws(Problem) {
        var members = try RequestMembers(content)
        let amount = members.amount("amount", isRequired: true)
        let currency = members.currency("currency")
        let reference = members.reference("reference", isRequired: true)
        try members.finish()
        guard let amount, let currency, let reference else { throw Problem.invalid([]) }
        self.init(amount: amount, currency: currency, reference: reference)
    }
}
