internal import EventLoop
internal import Gateway
internal import HTTPCodec
internal import JSONWebToken
internal import Policy
internal import Registry
internal import Signing
internal import Upstream

/// What the operations are done with: routes, an application, a token, and where calls go.
enum Bench {
    static let issuer = "http://127.0.0.1:8080"
    static let clientID = "app_5kQ0Zr7XcV1nB3mL"
    static let scopeTexts = ["transactions:read", "transactions:create", "transactions:refund"]
    /// Within the token's lifetime.
    static let now: Int64 = 1_767_225_600

    /// A configuration of so many routes, the first of which serves the request.
    static func routes(_ count: Int) throws -> RouteSet {
        let scopes = ScopeTable(scopeTexts.compactMap { Scope($0) })
        var routes = [try route("/transactions/{id}", scopes), try route("/transactions/{id}/refunds", scopes)]
        while routes.count < count {
            routes.append(try route("/service\(routes.count % 100)/resource\(routes.count)/{id}", scopes))
        }
        return try RouteSet(routes, scopes: scopes)
    }

    private static func route(_ pattern: String, _ scopes: ScopeTable) throws -> Route {
        Route(
            entry: RouteEntry(method: "GET", pattern: try PathPattern(pattern)),
            requirement: .all([scopes.id("transactions:read")].compactMap { $0 }), upstream: 0)
    }

    static func snapshot(_ key: PublicKey) throws -> Snapshot {
        let application = Application(
            id: clientID, number: 1, name: "Shop", owner: "Merchant", scopes: scopeTexts.compactMap { Scope($0) },
            secrets: [], isEnabled: true, generation: 1, createdAt: 0, updatedAt: 0)
        return Snapshot(
            revision: 7, routes: try routes(10),
            registry: RegistryView(sequence: 42, applications: [clientID: application]),
            verifier: TokenVerifier(issuer: issuer, keys: try KeySet([key])))
    }

    static let upstream = UpstreamTarget(
        name: "payments",
        endpoints: [
            Endpoint(
                name: "http://127.0.0.1:9001", authority: "payments.internal:9001", address: "127.0.0.1", port: 9001)
        ], timeouts: UpstreamTimeouts(), authority: "payments.internal:9001")

    /// The steps of a call with this head.
    static func steps(_ text: String) throws -> CallSteps {
        let key = try PrivateKey.generate(.es256).publicKey
        let token = VerifiedToken(
            issuer: issuer, subject: clientID, clientID: clientID, audiences: ["transactions"], scopes: scopeTexts,
            issuedAt: now - 60, notBefore: nil, expiresAt: now + 86_400, id: "Vx1c8bYw0Q5tR7uI9oP3aS",
            generation: 1, keyID: key.webKey.keyID)
        let bytes = Array(text.utf8)
        var head = RequestHead()
        try head.parse(bytes.span, byteCount: bytes.count, limits: HeadLimits())
        return CallSteps(
            head, bytes, token: token, snapshot: try snapshot(key), upstream: upstream, loop: try EventLoop())
    }
}
