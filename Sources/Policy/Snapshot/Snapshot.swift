package import JSONWebToken
package import Registry

/// Everything that a decision needs, as of one moment: immutable, shared by every loop.
///
/// A call is decided by the snapshot that its loop holds when it begins, and takes along as values what it needs of it
/// later. It keeps no reference: that would be a count which all loops change, and contend for.
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
