package import JSONWebToken
import Registry

/// A verified token and what it is worth to one snapshot: made once, kept in a loop's token cache, read on every call.
///
/// It holds for the snapshot that it was made from, as ``Snapshot/isCurrent(_:)`` tells. A decision asked with a stale
/// one resolves the token again for itself, so that a stale cache costs time and never a wrong answer.
package final class ResolvedToken: Sendable {
    /// The token.
    package let token: VerifiedToken
    /// The scopes that count: the token's, the application's as they are now, and those of the token's audiences, all
    /// three at once.
    package let grants: Grants
    /// Why the token is refused on every route that is not public; `nil` where its application
    /// and its key stand.
    package let standing: Refusal?

    /// The snapshot that this holds for; retained, so that its identity cannot be taken over by another.
    let basis: Snapshot.Basis
    /// The declared scopes among those that the token names.
    package let tokenScopes: Grants
    /// The declared scopes of the audiences that the token is for.
    package let audienceScopes: Grants

    /// Resolves a token against a snapshot.
    init(_ token: VerifiedToken, in snapshot: Snapshot) {
        let scopes = snapshot.scopes
        self.token = token
        basis = snapshot.basis
        tokenScopes = scopes.grants(token.scopes)
        audienceScopes = scopes.grants(audiences: token.audiences)
        let application = snapshot.registry.application(token.clientID)
        standing = Self.standing(token, application, snapshot.verifier)
        grants =
            standing == nil
            ? tokenScopes.intersection(audienceScopes)
                .intersection(scopes.grants((application?.scopes ?? []).map(\.description)))
            : Grants()
    }

    private static func standing(
        _ token: VerifiedToken, _ application: Application?, _ verifier: TokenVerifier
    ) -> Refusal? {
        // The token may have been verified under an earlier configuration, or by a key that was retired since.
        guard token.issuer.utf8.elementsEqual(verifier.issuer.utf8) else { return .token(.wrongIssuer, token) }
        guard verifier.keys[token.keyID] != nil else { return .token(.unknownKey, token) }
        guard let application else { return .applicationUnknown(token.clientID) }
        guard application.isEnabled else { return .applicationDisabled(application) }
        guard application.generation == token.generation else { return .tokenRevoked(token, application) }
        return nil
    }
}
