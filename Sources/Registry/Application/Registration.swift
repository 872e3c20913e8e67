/// What it takes to register an application.
///
/// The secret is made by the caller (see ``CredentialMaker``), so that no store ever holds one in the clear.
package struct Registration: Hashable, Sendable {
    /// The client id it shall have.
    package var id: String
    /// Its name.
    package var name: String
    /// The merchant that it belongs to.
    package var owner: String
    /// What it may be granted: at least one, in any order.
    package var scopes: [Scope]
    /// Its first secret.
    package var secret: StoredSecret

    package init(id: String, name: String, owner: String, scopes: [Scope], secret: StoredSecret) {
        self.id = id
        self.name = name
        self.owner = owner
        self.scopes = scopes
        self.secret = secret
    }

    /// The application that this registers, enabled and in its first generation.
    ///
    /// - Parameters:
    ///   - number: Its place in the order of registration.
    ///   - now: Seconds since 1970.
    /// - Throws: ``RegistryRefusal`` where id, name, owner or scopes may not stand.
    package func application(number: Int64, at now: Int64) throws(RegistryRefusal) -> Application {
        guard ClientID.isValid(id) else { throw .invalidIdentifier(id) }
        let application = Application(
            id: id, number: number, name: name, owner: owner, scopes: Set(scopes).sorted(), secrets: [secret],
            isEnabled: true, generation: 1, createdAt: now, updatedAt: now
        )
        try application.check()
        return application
    }
}
