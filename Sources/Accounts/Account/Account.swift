/// Somebody who may sign in: everything about it but what proves who it is.
package struct Account: Hashable, Sendable, Identifiable {
    /// `acc_` and base64url: opaque, public, never reused.
    package let id: String
    /// The name to sign in with, unique without case.
    package let name: String
    /// What kind of person it is for.
    package var role: AccountRole
    /// Whether it may sign in, and use its sessions and API tokens.
    package var isEnabled: Bool
    /// Whether it has a password; without one it waits for its invitation to be accepted.
    package let hasPassword: Bool
    /// Whether signing in takes a code of its authenticator (RFC 6238).
    package let hasTOTP: Bool
    /// The language it chose; `nil` for the browser's.
    package var language: Language?
    /// Raised by every change of it.
    package let version: Int64
    /// When it was made, in seconds since 1970.
    package let createdAt: Int64
    /// When it was last changed, in seconds since 1970.
    package let updatedAt: Int64
    /// When it last signed in, in seconds since 1970; `nil` where it never did.
    package let lastSignInAt: Int64?

    package init(
        id: String, name: String, role: AccountRole, isEnabled: Bool, hasPassword: Bool, hasTOTP: Bool,
        language: Language?, version: Int64, createdAt: Int64, updatedAt: Int64, lastSignInAt: Int64?
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.isEnabled = isEnabled
        self.hasPassword = hasPassword
        self.hasTOTP = hasTOTP
        self.language = language
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.lastSignInAt = lastSignInAt
    }

    /// What it may do: nothing where it is disabled.
    package var permissions: Set<Permission> { isEnabled ? role.permissions : [] }
}
