/// An account with what proves who it is: for signing in only, never for a list or an answer.
package struct AccountCredentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The account.
    package let account: Account
    /// The hash of its password; `nil` where it has none.
    package let password: PasswordHash?
    /// The secret of its authenticator, sealed under the master key; `nil` where it has none.
    package let sealedTOTP: [UInt8]?
    /// The number of the last time step whose code it used (RFC 6238 §5.2): codes up to that are not taken again.
    package let lastTOTPStep: Int64

    package init(account: Account, password: PasswordHash?, sealedTOTP: [UInt8]?, lastTOTPStep: Int64) {
        self.account = account
        self.password = password
        self.sealedTOTP = sealedTOTP
        self.lastTOTPStep = lastTOTPStep
    }

    /// Not the hash: what is printed ends up in logs.
    package var description: String { "AccountCredentials(\(account.id))" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
