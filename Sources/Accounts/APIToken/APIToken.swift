/// What is known of a token that a script authenticates with.
package struct APIToken: Hashable, Sendable, Identifiable {
    /// What every token begins with, so that a leaked one is recognised.
    package static let prefix = "tlg_"
    /// The longest that a token may last, in days.
    package static let longestLifetime: Int64 = 365
    /// How many days a token lasts unless it is said.
    package static let usualLifetime: Int64 = 90
    /// How many tokens an account may have, expired ones among them.
    package static let mostPerAccount = 50

    /// Its name in lists and requests: `tok_` and base64url. It is not what authenticates.
    package let id: String
    /// The account that it acts for.
    package let accountID: String
    /// What it is called: 1 to 100 characters.
    package let name: String
    /// What it may do, never more than its account may at the moment of use; in ascending order and without repetition.
    package let permissions: [Permission]
    /// When it was made, in seconds since 1970.
    package let createdAt: Int64
    /// From when on it authenticates nothing, in seconds since 1970.
    package let expiresAt: Int64
    /// The last day on which it was used, in days since 1970 in UTC; `nil` where it never was.
    package let lastUsedDay: Int64?

    package init(
        id: String, accountID: String, name: String, permissions: [Permission], createdAt: Int64, expiresAt: Int64,
        lastUsedDay: Int64?
    ) {
        self.id = id
        self.accountID = accountID
        self.name = name
        self.permissions = permissions
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedDay = lastUsedDay
    }

    /// Whether it authenticates: up to its end, not at it.
    ///
    /// - Parameter now: Seconds since 1970.
    package func isLive(at now: Int64) -> Bool { now < expiresAt }

    /// What it may do for its account as that is now.
    package func permissions(of account: Account) -> Set<Permission> { account.permissions.intersection(permissions) }
}
