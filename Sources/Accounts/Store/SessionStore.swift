package import Registry

/// The only door to storage of sessions and API tokens. Each is found by the SHA-256 of what authenticates.
///
/// What has ended authenticates nothing from that moment; its row is removed with a later change. As with accounts, a change
/// is one transaction with its entry in the audit.
package protocol SessionStore: Sendable {
    /// Signs somebody in.
    ///
    /// - Parameters:
    ///   - verified: what was verified. Where the account was disabled meanwhile, or has another password or authenticator,
    ///     this is refused with ``AccountRefusal/credentialsChanged``.
    ///   - step: the step whose code was given; refused with ``AccountRefusal/codeUsed`` where another sign-in used it
    ///     first. `nil` where the account has no authenticator.
    func startSession(
        _ session: NewSession, verified: AccountCredentials, step: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> SignedInSession

    /// Notes a sign-in that failed. The name is that of an account, or `nil`: what somebody typed who is unknown may be a
    /// password, and is not kept.
    func noteFailedSignIn(
        accountID: String?, reason: String, address: String, by origin: ChangeOrigin
    ) async throws(AccountError)

    /// The live session of a digest, and its account; `nil` where there is none or the account is disabled. Notes the use,
    /// at most once a minute.
    ///
    /// - Parameter now: Seconds since 1970.
    func useSession(_ digest: [UInt8], at now: Int64) async throws(AccountError) -> SignedInSession?

    /// The live sessions of an account, newest first.
    ///
    /// - Parameter now: Seconds since 1970.
    func sessions(of accountID: String, at now: Int64) async throws(AccountError) -> [Session]

    /// Ends a session of an account, by its id.
    ///
    /// - Parameter isSignOut: Whether the session ends itself; otherwise it is revoked.
    func endSession(
        _ id: String, of accountID: String, isSignOut: Bool, by origin: ChangeOrigin
    ) async throws(AccountError)

    /// Ends every session of an account; how many there were.
    ///
    /// - Parameter version: the version of the account that the caller saw, as of ``AccountStore``; `nil` for any.
    func endSessions(
        of accountID: String, expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Int

    /// Keeps an API token of an account.
    ///
    /// - Parameter once: what names the creation, so that asking again makes no other; `nil` where nobody will ask again.
    func addToken(
        _ token: NewAPIToken, once: OnceOnly?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Creation<APIToken>

    /// The API tokens of an account, expired ones among them, newest first.
    func tokens(of accountID: String) async throws(AccountError) -> [APIToken]

    /// Revokes an API token of an account, by its id.
    func revokeToken(_ id: String, of accountID: String, by origin: ChangeOrigin) async throws(AccountError)

    /// The live API token of a digest, and its account; `nil` where there is none or the account is disabled. Notes the
    /// day of the use.
    ///
    /// - Parameter now: Seconds since 1970.
    func useToken(_ digest: [UInt8], at now: Int64) async throws(AccountError) -> AuthenticatedToken?
}
