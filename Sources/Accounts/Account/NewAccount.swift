internal import Registry

/// What it takes to make an account.
package struct NewAccount: Hashable, Sendable {
    /// The id it shall have; see ``AccountMaker``.
    package var id: String
    /// The name to sign in with.
    package var name: String
    /// What kind of person it is for.
    package var role: AccountRole
    /// The hash of its password; `nil` where an invitation is to be accepted first.
    package var password: PasswordHash?

    package init(id: String, name: String, role: AccountRole, password: PasswordHash? = nil) {
        self.id = id
        self.name = name
        self.role = role
        self.password = password
    }

    /// The account that this makes, enabled and in its first version.
    ///
    /// - Parameter now: Seconds since 1970.
    /// - Throws: ``AccountRefusal/invalidName(_:)``.
    package func account(at now: Int64) throws(AccountRefusal) -> Account {
        if let fault = ApplicationText.fault(in: name) { throw .invalidName(fault) }
        return Account(
            id: id, name: name, role: role, isEnabled: true, hasPassword: password != nil, hasTOTP: false,
            language: nil, version: 1, createdAt: now, updatedAt: now, lastSignInAt: nil)
    }
}
