/// A browser that is signed in.
package struct Session: Hashable, Sendable, Identifiable {
    /// How long after signing in a session ends, in seconds: 12 hours.
    package static let lifetime: Int64 = 12 * 3_600
    /// How long after its last use a session ends, in seconds: 30 minutes.
    package static let idleLifetime: Int64 = 30 * 60

    /// Its name in lists and requests: `ses_` and base64url. It is not what authenticates.
    package let id: String
    /// The account that is signed in.
    package let accountID: String
    /// When it signed in, in seconds since 1970.
    package let createdAt: Int64
    /// When it was last used, in seconds since 1970, to the minute.
    package var lastUsedAt: Int64
    /// The address that it signed in from; empty where it has none.
    package let address: String
    /// What the browser says it is, shortened; empty where it says nothing. Anybody can say anything there.
    package let userAgent: String

    package init(
        id: String, accountID: String, createdAt: Int64, lastUsedAt: Int64, address: String, userAgent: String
    ) {
        self.id = id
        self.accountID = accountID
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.address = address
        self.userAgent = userAgent
    }

    /// When it ends, in seconds since 1970, unless it is used again or revoked.
    package var endsAt: Int64 { min(createdAt + Self.lifetime, lastUsedAt + Self.idleLifetime) }

    /// Whether it authenticates: up to its end, not at it.
    ///
    /// - Parameter now: Seconds since 1970.
    package func isLive(at now: Int64) -> Bool { now < endsAt }
}
