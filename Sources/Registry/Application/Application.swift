/// A registered client: what may ask for tokens, and for which scopes.
package struct Application: Hashable, Sendable, Identifiable {
    /// The client id: opaque, public, never reused.
    package let id: String
    /// Its place in the order of registration, from 1.
    package let number: Int64
    /// The name its owner gave it.
    package var name: String
    /// The merchant that it belongs to.
    package var owner: String
    /// What it may be granted, in ascending order and without repetition.
    package var scopes: [Scope]
    /// Its secrets, oldest first: at most two that are live, and those that have ended and were not removed yet.
    package var secrets: [StoredSecret]
    /// Whether it may fetch tokens and use those it has.
    package var isEnabled: Bool
    /// Carried in its tokens and compared for equality; raising it revokes every token issued before.
    package var generation: Int64
    /// When it was registered, in seconds since 1970.
    package let createdAt: Int64
    /// When it was last changed, in seconds since 1970.
    package var updatedAt: Int64

    package init(
        id: String, number: Int64, name: String, owner: String, scopes: [Scope], secrets: [StoredSecret],
        isEnabled: Bool, generation: Int64, createdAt: Int64, updatedAt: Int64
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.owner = owner
        self.scopes = scopes
        self.secrets = secrets
        self.isEnabled = isEnabled
        self.generation = generation
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
