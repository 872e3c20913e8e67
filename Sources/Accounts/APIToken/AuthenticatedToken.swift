/// A live API token, and the account that it acts for, as of one moment.
package struct AuthenticatedToken: Hashable, Sendable {
    /// The token.
    package let token: APIToken
    /// The account, which is enabled.
    package let account: Account

    package init(token: APIToken, account: Account) {
        self.token = token
        self.account = account
    }

    /// What it may do now.
    package var permissions: Set<Permission> { token.permissions(of: account) }
}
