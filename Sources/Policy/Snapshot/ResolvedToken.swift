package import JSONWebToken
import HashTreeCollections
import Registry

/// A verified token and what it is worth to one snapshot: made once, kept in a loop's token cache, read on every call.
///
/// It holds for the scope table and the registry sequence that it was made from. ``Snapshot/isCurrent(_:)`` tells;
/// a decision asked with a stale one resolves the token again for itself, so that a stale cache costs time and never
/// a wrong answer.
package final class ResolvedToken: Sendable {
    /// The token.
    package let token: VerifiedToken
    /// The scopes that count: the token's, the application's as they are now, and those of the token's audiences, all
    /// three at once.
    package let grants: Grants
    /// Why the token is refused on every route that is not public; `nil` where its application stands.
    package let standing: Refusal?

    /// The numbers in the sets are this table's; held, so that its identity cannot be taken over by another.
    let scopes: ScopeTable
    /// The registry's last change when the token was resolved.
    let sequence: Int64
    /// The declared scopes among those that the token names.
    let tokenScopes: Grants
    /// The declared scopes of the audiences that the token is for.
    let audienceScopes: Grants

    /// Resolves a token against the registry.
    init(_ token: VerifiedToken, scopes: ScopeTable, registry: RegistryView) {
        self.token = token
        self.scopes = scopes
        sequence = registry.sequence
        tokenScopes = scopes.grants(token.scopes)
        audienceScopes = scopes.grants(audiences: token.audiences)
        // `String` keys compare by canonical equivalence; a client id is its bytes.
        let found = registry.applications[token.clientID]
        let application = found.flatMap { $0.id.utf8.elementsEqual(token.clientID.utf8) ? $0 : nil }
        standing = Self.standing(token, application)
        grants =
            standing == nil
            ? tokenScopes.intersection(audienceScopes)
                .intersection(scopes.grants((application?.scopes ?? []).map(\.description)))
            : Grants()
    }

    private static func standing(_ token: VerifiedToken, _ application: Application?) -> Refusal? {
        guard let application else { return .applicationUnknown(token.clientID) }
        guard application.isEnabled else { return .applicationDisabled(application) }
        guard application.generation == token.generation else { return .tokenRevoked(token, application) }
        return nil
    }
}
