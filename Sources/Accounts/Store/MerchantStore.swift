package import Registry

/// The only door to storage of merchants. As with accounts, a change is one transaction with its entry in the audit.
package protocol MerchantStore: Sendable {
    /// A part of the merchants, each with the number of its applications.
    func merchants(matching query: MerchantQuery) async throws(AccountError) -> Page<ListedMerchant>

    /// A merchant by its id.
    func merchant(_ id: String) async throws(AccountError) -> ListedMerchant?

    /// A merchant by its name, byte for byte.
    func merchant(named name: String) async throws(AccountError) -> ListedMerchant?

    /// Makes a merchant.
    ///
    /// - Parameter once: what names the creation, so that asking again makes no other; `nil` where nobody will ask again.
    func addMerchant(
        _ merchant: NewMerchant, once: OnceOnly?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Creation<Merchant>

    /// Changes what a merchant is allowed. Its applications keep the scopes they have.
    func allowMerchant(
        _ id: String, _ scopes: [Scope], expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Merchant

    /// Removes a merchant that has neither applications nor accounts.
    ///
    /// - Returns: the merchant as it was.
    func removeMerchant(
        _ id: String, expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Merchant
}
