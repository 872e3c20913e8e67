/// A link, good for once, by which somebody chooses a password.
package struct Invitation: Hashable, Sendable {
    /// How long a link is good for, in seconds: 72 hours.
    package static let lifetime: Int64 = 72 * 3_600

    /// The account that it is for; `nil` for the first operator, who chooses a name as well.
    package let accountID: String?
    /// When it was made, in seconds since 1970.
    package let createdAt: Int64

    package init(accountID: String?, createdAt: Int64) {
        self.accountID = accountID
        self.createdAt = createdAt
    }

    /// From when on it is good for nothing, in seconds since 1970.
    package var expiresAt: Int64 { createdAt + Self.lifetime }
}
