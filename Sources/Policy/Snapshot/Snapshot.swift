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
    /// How far clocks may differ, in seconds: added to `exp`, taken from `nbf`.
    package let clockSkew: Int64

    package init(revision: Int64, routes: RouteSet, registry: RegistryView, clockSkew: Int64) {
        self.revision = revision
        self.routes = routes
        self.registry = registry
        self.clockSkew = clockSkew
    }

    /// The declared scopes.
    package var scopes: ScopeTable { routes.scopes }

    /// The same configuration with another view of the registry; shares the routes.
    package func with(registry: RegistryView) -> Snapshot {
        Snapshot(revision: revision, routes: routes, registry: registry, clockSkew: clockSkew)
    }

    /// What a verified token is worth now.
    package func resolve(_ token: VerifiedToken) -> ResolvedToken {
        ResolvedToken(token, scopes: scopes, registry: registry)
    }

    /// Whether a token was resolved against this snapshot's scopes and registry. Compares two words.
    package func isCurrent(_ resolved: ResolvedToken) -> Bool {
        resolved.scopes === routes.scopes && resolved.sequence == registry.sequence
    }
}
