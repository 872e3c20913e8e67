package import Registry

/// The only door to storage of accounts and of what they prove themselves with.
///
/// Each change is one transaction, with its entry in the audit. Changes take the version that the caller saw (`expecting`,
/// `nil` for any) and refuse another with ``AccountRefusal/versionMismatch(current:)``, decided inside the transaction. The
/// last enabled operator can be neither disabled, demoted nor removed.
package protocol AccountStore: Sendable {
    /// Whether there is any account: where there is none, the first operator is still to come.
    func hasAccounts() async throws(AccountError) -> Bool

    /// A part of the accounts.
    func accounts(matching query: AccountQuery) async throws(AccountError) -> Page<Account>

    /// An account by its id.
    func account(_ id: String) async throws(AccountError) -> Account?

    /// An account by its name, without case.
    func account(named name: String) async throws(AccountError) -> Account?

    /// What an account proves itself with, by its id.
    func credentials(of id: String) async throws(AccountError) -> AccountCredentials?

    /// What an account proves itself with, by its name, without case.
    func credentials(ofAccountNamed name: String) async throws(AccountError) -> AccountCredentials?

    /// Makes an account.
    ///
    /// - Parameters:
    ///   - invitation: the link by which its password is chosen; `nil` where it has one.
    ///   - once: what names the creation, so that asking again makes no other; `nil` where nobody will ask again.
    func addAccount(
        _ account: NewAccount, invitation: NewInvitation?, once: OnceOnly?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Creation<Account>

    /// Changes role, language, or whether it may sign in. Disabling, and another role, end its sessions.
    func editAccount(
        _ id: String, _ edit: AccountEdit, expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Account

    /// Removes an account with its sessions, API tokens and invitation.
    ///
    /// - Returns: the account as it was.
    func removeAccount(
        _ id: String, expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Account

    /// Gives an account another password, and ends its sessions.
    ///
    /// - Parameters:
    ///   - previous: the hash that was verified; another meanwhile is refused with
    ///     ``AccountRefusal/credentialsChanged``. `nil` for whoever need not know the old password.
    ///   - kept: the id of the session that goes on; `nil` for none.
    func setPassword(
        of id: String, to password: PasswordHash, replacing previous: PasswordHash?, keeping kept: String?,
        expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Account

    /// Gives an account an authenticator, or takes it away; the sealed secret, and the step whose code confirmed it.
    func setTOTP(
        of id: String, to sealed: [UInt8]?, step: Int64, expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Account

    /// Takes password and authenticator away, ends the sessions, and makes a link by which a password is chosen.
    func resetAccount(
        _ id: String, invitation: NewInvitation, expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Account

    /// Makes the link for the first operator, in place of an older one; refused with ``AccountRefusal/notFirst`` where there
    /// is an account.
    func inviteFirstOperator(_ invitation: NewInvitation, by origin: ChangeOrigin) async throws(AccountError)

    /// The invitation of a digest, with its account; `nil` where it is good for nothing.
    ///
    /// - Parameter now: Seconds since 1970.
    func invitation(
        _ digest: [UInt8], at now: Int64
    ) async throws(AccountError) -> (invitation: Invitation, account: Account?)?

    /// Gives the account of an invitation its password, or makes the first operator, and uses the invitation up.
    ///
    /// - Parameter first: what the first operator shall be; it is passed over where the invitation is for an account.
    func acceptInvitation(
        _ digest: [UInt8], password: PasswordHash, first: NewAccount?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Account
}
