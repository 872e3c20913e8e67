extension Ledger.Seed {
    /// `tx_1001` is untouched, `tx_1002` partly and `tx_1003` wholly refunded.
    static let demonstration = Ledger.Seed(drafts: [
        (PaymentRequest(amount: 4_990, currency: "EUR", reference: "order-20417"), 1_767_225_600, []),
        (PaymentRequest(amount: 12_500, currency: "USD", reference: "order-20418"), 1_767_229_200, [2_500]),
        (PaymentRequest(amount: 720, currency: "JPY", reference: "order-20419"), 1_767_232_800, [300, 420]),
    ])
}
