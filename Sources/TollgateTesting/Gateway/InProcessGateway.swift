package import Gateway
internal import HTTPCodec
package import HTTPServer
internal import JSONWebToken
internal import Policy
package import Registry
internal import Signing
internal import Synchronization
internal import Upstream

/// A whole gateway in this process: real sockets at a free port of 127.0.0.1, and a registry in memory.
package final class InProcessGateway: Sendable {
    /// The issuer of its tokens.
    package static let issuer = "http://gateway.test"
    /// Signs its tokens; made once, because making a key is slow.
    private static let key = Result { SigningKey(try PrivateKey.generate(.es256)) }

    /// Where clients connect.
    package let port: UInt16
    private let service: GatewayService
    private let snapshot: Mutex<Snapshot>

    /// - Parameters:
    ///   - routes: such as `GET /orders/{id} orders:read`, all of the scopes being asked for, or `GET /health public`.
    ///   - endpoints: the ports of the one upstream.
    ///   - applications: who is registered.
    ///   - patience: the upstream's time for a response, in milliseconds.
    ///   - own: answers the gateway's own paths.
    package init(
        routes: [String], endpoints: [UInt16], applications: [Application] = [application()],
        accessLog: AccessLogSink? = nil, patience: Int64 = 20_000,
        own: @escaping WholeExchange.Responder = { _ in .now(OwnAnswers.notFound) }
    ) throws {
        try CurlLibrary.prepare()
        let scopes = ScopeTable(TestRoute.scopes(routes))
        let parsed = try routes.map { try TestRoute.parse($0, scopes) }
        let snapshot = Snapshot(
            revision: 7, routes: try RouteSet(parsed, scopes: scopes), registry: Self.view(1, applications),
            verifier: TokenVerifier(issuer: Self.issuer, keys: try KeySet([Self.key.get().privateKey.publicKey])))
        service = try GatewayService(
            loops: 1, settings: Self.settings(parsed, endpoints, accessLog, patience, own), snapshot: snapshot)
        port = service.addresses.first?.port ?? 0
        self.snapshot = Mutex(snapshot)
    }

    private static func settings(
        _ routes: [Route], _ endpoints: [UInt16], _ accessLog: AccessLogSink?, _ patience: Int64,
        _ own: @escaping WholeExchange.Responder
    ) -> ServiceSettings {
        var timeouts = UpstreamTimeouts()
        timeouts.response = patience
        let target = UpstreamTarget(
            name: "orders",
            endpoints: endpoints.map {
                Endpoint(name: "http://127.0.0.1:\($0)", authority: "orders.test", address: "127.0.0.1", port: $0)
            }, timeouts: timeouts, authority: "orders.test")
        let loop = LoopSettings(
            upstreams: [target], routeLabels: routes.map(\.label),
            contentLimits: routes.map { $0.bodyLimit.map(UInt64.init) ?? 1 << 30 }, realm: "test",
            accessLog: accessLog, logsQueries: true, own: own)
        return ServiceSettings(
            listeners: [SocketAddress(host: "127.0.0.1", port: 0)].compactMap {
                $0.map { ListenerSettings(address: $0) }
            }, limits: ServerLimits(),
            timeouts: ServerTimeouts(), trusted: .none, loop: loop)
    }

    /// An application that stands, in a registry of one.
    package static func application(
        _ id: String = "app_1", scopes: String = "orders:read orders:create", isEnabled: Bool = true,
        generation: Int64 = 1
    ) -> Application {
        Application(
            id: id, number: 1, name: "Shop", owner: "Merchant",
            scopes: scopes.split(separator: " ").compactMap { Scope(String($0)) }, secrets: [], isEnabled: isEnabled,
            generation: generation, createdAt: 0, updatedAt: 0)
    }

    private static func view(_ sequence: Int64, _ applications: [Application]) -> RegistryView {
        RegistryView(
            sequence: sequence, applications: Dictionary(applications.map { ($0.id, $0) }, uniquingKeysWith: { $1 }))
    }

    // MARK: What a test does with it

    /// Connects a client.
    package func connect() throws -> RawConnection { try RawConnection(to: port) }

    /// Has every loop know other applications; returns when they do.
    package func register(_ applications: [Application]) async {
        let next = snapshot.withLock { snapshot in
            snapshot = snapshot.with(registry: Self.view(snapshot.registry.sequence + 1, applications))
            return snapshot
        }
        await service.adopt(next)
    }

    /// What the loop has counted; `nil` once it has stopped.
    package func metrics() async -> GatewayMetrics? { await service.metrics() }

    /// Cuts what is still open, and ends the loops.
    package func stop() async { await service.drain(patience: 0) }

    /// A token of the gateway's own.
    ///
    /// - Parameter lifetime: in seconds, from a minute ago on.
    package static func token(
        _ id: String = "app_1", scopes: String = "orders:read orders:create", audience: String = "orders",
        generation: Int64 = 1, lifetime: Int64 = 3_600
    ) throws -> String {
        let now = TestRoute.wallSeconds - 60
        let claims = TokenClaims(
            issuer: issuer, clientID: id, audiences: [audience], scope: scopes,
            issuedAt: now, expiresAt: now + lifetime, generation: generation)
        return try TokenIssuer.issue(claims, with: key.get())
    }
}
