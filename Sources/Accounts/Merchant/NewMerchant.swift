package import Registry

/// What it takes to make a merchant.
package struct NewMerchant: Hashable, Sendable {
    /// The id it shall have; see ``AccountMaker``.
    package var id: String
    /// Its name.
    package var name: String
    /// What its people may have granted, in any order; none is allowed.
    package var allowedScopes: [Scope]

    package init(id: String, name: String, allowedScopes: [Scope]) {
        self.id = id
        self.name = name
        self.allowedScopes = allowedScopes
    }

    /// The merchant that this makes, in its first version.
    ///
    /// - Parameter now: Seconds since 1970.
    /// - Throws: ``AccountRefusal/invalidName(_:)``.
    package func merchant(at now: Int64) throws(AccountRefusal) -> Merchant {
        if let fault = ApplicationText.fault(in: name) { throw .invalidName(fault) }
        return Merchant(
            id: id, name: name, allowedScopes: Set(allowedScopes).sorted(), version: 1, createdAt: now, updatedAt: now)
    }
}
