package import JSONWebToken
package import Registry

/// Everything that a decision needs, as of one moment: immutable, shared by every loop.
///
/// A request keeps the snapshot that it began with. A loop retains a snapshot once and counts its users with a plain
/// integer: a retain per request would be an atomic that all loops contend for.
package final class Snapshot: Sendable {
    /// The revision of the configuration.
    package let revision: Int64
    /// The routes and what they require.
    package let routes: RouteSet
    /// Every application as of now.
    package let registry: RegistryView
    /// The issuer's keys, and how far clocks may differ.
    package let verifier: TokenVerifier

    /// This snapshot's identity, which a resolved token keeps without keeping the snapshot itself.
    let basis = Basis()

    /// Nothing but an identity.
    final class Basis: Sendable {}

    package init(revision: Int64, routes: RouteSet, registry: RegistryView, verifier: TokenVerifier) {
        self.revision = revision
        self.routes = routes
        self.registry = registry
        self.verifier = verifier
    }

    /// The declared scopes.
    package var scopes: ScopeTable { routes.scopes }

    /// The same configuration with another view of the registry or other keys; shares the routes.
    package func with(registry: RegistryView? = nil, verifier: TokenVerifier? = nil) -> Snapshot {
        Snapshot(
            revision: revision, routes: routes, registry: registry ?? self.registry,
            verifier: verifier ?? self.verifier)
    }

    /// What a verified token is worth now. Costs no cryptography: that its key still stands is looked up.
    package func resolve(_ token: VerifiedToken) -> ResolvedToken { ResolvedToken(token, in: self) }

    /// Whether a token was resolved against this very snapshot. Compares one word.
    package func isCurrent(_ resolved: ResolvedToken) -> Bool { resolved.basis === basis }
}
