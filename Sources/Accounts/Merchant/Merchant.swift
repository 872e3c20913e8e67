package import Registry

/// A business that has applications: every owner of an application is one.
package struct Merchant: Hashable, Sendable, Identifiable {
    /// `mer_` and base64url: opaque, public, never reused.
    package let id: String
    /// Its name, unique byte for byte: the text that its applications have as owner. It never changes.
    package let name: String
    /// What its people may have its applications granted, in ascending order and without repetition.
    package var allowedScopes: [Scope]
    /// Raised by every change of it.
    package let version: Int64
    /// When it was made, in seconds since 1970.
    package let createdAt: Int64
    /// When it was last changed, in seconds since 1970.
    package let updatedAt: Int64

    package init(
        id: String, name: String, allowedScopes: [Scope], version: Int64, createdAt: Int64, updatedAt: Int64
    ) {
        self.id = id
        self.name = name
        self.allowedScopes = allowedScopes
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
