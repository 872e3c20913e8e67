import Registry

/// Decides which scopes a token gets: exactly those asked for, or none.
///
/// A token with fewer scopes than were asked for would be allowed by RFC 6749 §3.3, and would move the refusal to a call
/// that cannot say why.
struct ScopeGrant: Sendable {
    /// The scopes that the configuration declares.
    let declared: Set<Scope>

    /// The scopes that a text asks for, in its order and each once.
    ///
    /// - Throws: for the first that is malformed, not declared, or not linked to the application.
    func scopes(_ text: String, of application: Application) throws(TokenRefusal) -> [Scope] {
        var scopes: [Scope] = []
        for part in text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false) {
            guard let scope = Scope(Substring(part)) else {
                throw .malformedScope(part.isEmpty ? text : String(Substring(part)))
            }
            guard declared.contains(scope) else { throw .unknownScope(scope) }
            guard application.scopes.contains(scope) else {
                throw .scopeNotAllowed(scope, allowed: application.scopes.filter(declared.contains))
            }
            if !scopes.contains(scope) { scopes.append(scope) }
        }
        return scopes
    }
}
