/// What to change of an application; whatever is left out stays as it is.
///
/// Scopes are first replaced, then added to, then removed from, so that one edit means the same in any order of writing.
package struct ApplicationEdit: Hashable, Sendable {
    /// The new name.
    package var name: String?
    /// The new owner.
    package var owner: String?
    /// All scopes it shall have.
    package var scopes: [Scope]?
    /// Scopes to add; one that it has already is no error.
    package var addedScopes: [Scope]
    /// Scopes to take away; one that it does not have is refused, because a misspelt scope must not pass for removed.
    package var removedScopes: [Scope]

    package init(
        name: String? = nil, owner: String? = nil, scopes: [Scope]? = nil, addedScopes: [Scope] = [],
        removedScopes: [Scope] = []
    ) {
        self.name = name
        self.owner = owner
        self.scopes = scopes
        self.addedScopes = addedScopes
        self.removedScopes = removedScopes
    }
}
