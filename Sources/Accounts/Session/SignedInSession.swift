/// A live session, and the account that it is of, as of one moment.
package struct SignedInSession: Hashable, Sendable {
    /// The session.
    package let session: Session
    /// The account, which is enabled.
    package let account: Account

    package init(session: Session, account: Account) {
        self.session = session
        self.account = account
    }
}
