/// A part of the list of transactions.
struct Page: Hashable, Sendable, Encodable {
    let transactions: [Transaction]
    /// What to ask for with `after` to get the next page; `nil` on the last.
    let next: String?

    private enum Key: String, CodingKey {
        case transactions, next
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(transactions, forKey: .transactions)
        // Written also where it is null: that there is no next page is said, not left out.
        try members.encode(next, forKey: .next)
    }
}
