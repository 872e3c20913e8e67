package import JSONWebToken
package import Policy
package import Registry

/// A configuration without fault: what `gateway.json` says, as values.
package struct GatewayConfiguration: Sendable {
    /// Where clients connect; at least one.
    package let listeners: [Listener]
    /// Where the console and the management API are; `nil` for nowhere.
    package let management: ManagementSettings?
    /// The path of the SQLite database.
    package let databasePath: String
    /// The gateway as an issuer of tokens.
    package let issuer: IssuerSettings
    /// The audiences, in the order declared.
    package let audiences: [Audience]
    /// The upstreams, in the order declared; a route names one by its place here.
    package let upstreams: [UpstreamSettings]
    /// The routes and the declared scopes, ready for decisions.
    package let routes: RouteSet
    /// How many event loops serve: 1 to the number of cores.
    package let loops: Int
    /// Where the access log goes.
    package let accessLog: AccessLog
    /// The realm of challenges: printable ASCII without `"` and `\`.
    package let realm: String
    /// How far clocks may differ, in seconds: 0 to 300.
    package let clockSkew: Int64
    /// Where the master key is; `nil` for the default, ``defaultMasterKeyPath``, which is made when it is first needed.
    package let masterKey: SecretReference?
    /// Where the master key is kept unless `masterKey` says otherwise: `keys/master.key` beside the configuration.
    package let defaultMasterKeyPath: String
    /// Bounds.
    package let limits: Limits
    /// Waiting times.
    package let timeouts: Timeouts
    /// The networks of the proxies that are believed about whom they speak for.
    package let trustedProxies: [IPNetwork]

    /// The declared scopes.
    package var scopes: ScopeTable { routes.scopes }

    /// A verifier of this configuration's tokens.
    package func makeVerifier(keys: KeySet) -> TokenVerifier {
        TokenVerifier(issuer: issuer.url, keys: keys, clockSkew: clockSkew, maximumSize: limits.token)
    }

    /// What decisions need, with the registry as it is now.
    ///
    /// - Parameter verifier: one of this configuration's own, from ``makeVerifier(keys:)``.
    package func makeSnapshot(registry: RegistryView, verifier: TokenVerifier, revision: Int64) -> Snapshot {
        Snapshot(revision: revision, routes: routes, registry: registry, verifier: verifier)
    }
}
