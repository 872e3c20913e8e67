/// Why the ledger does not do what it was asked.
enum LedgerRefusal: Error, Hashable, Sendable {
    /// There is no transaction with this id.
    case unknown(String)
    /// All of the transaction was given back before.
    case nothingLeft(String)
    /// More was asked for than can be given back; so much is left.
    case moreThanLeft(Int64, currency: String)
    /// The ledger holds as many entries as it may.
    case full
}
