/// What an attempt to sign in came to.
package enum SignInResult: Hashable, Sendable {
    /// Signed in: what the browser is given, and who it is.
    case signedIn(NewSession, Account)
    /// The password is right, and a code of the authenticator is needed as well.
    case codeNeeded
    /// Name, password or code are wrong, or the account is disabled: not said which.
    case refused
    /// Too many attempts; to be tried again after so many seconds, 1 or more.
    case slowed(retryAfter: Int64)
}
