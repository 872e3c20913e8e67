internal import EventLoop
internal import Gateway
internal import HTTPCodec
internal import JSONWebToken
internal import Policy
internal import Registry
internal import Upstream

/// What the operations are done with: routes, an application, and where calls go.
enum Bench {
    /// A configuration of so many routes, the first of which serves the request.
    static func routes(_ count: Int) throws -> RouteSet {
        let scopes = ScopeTable(KnownToken.scopes.compactMap { Scope($0) })
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

    /// Ten routes, and the application that the token is for.
    static func snapshot() throws -> Snapshot {
        let application = Application(
            id: KnownToken.clientID, number: 1, name: "Shop", owner: "Merchant",
            scopes: KnownToken.scopes.compactMap { Scope($0) }, secrets: [], isEnabled: true, generation: 1,
            createdAt: 0, updatedAt: 0)
        return Snapshot(
            revision: 7, routes: try routes(10),
            registry: RegistryView(sequence: 42, applications: [application.id: application]),
            verifier: try KnownToken.verifier())
    }

    /// Where calls go.
    static func upstream(port: UInt16) -> UpstreamTarget {
        let authority = "payments.internal:\(port)"
        return UpstreamTarget(
            name: "payments",
            endpoints: [
                Endpoint(
                    name: "http://127.0.0.1:\(port)", authority: authority, address: "127.0.0.1", port: port)
            ], timeouts: UpstreamTimeouts(), authority: authority)
    }

    /// The steps of a call with this head.
    static func steps(_ text: String) throws -> CallSteps {
        let bytes = Array(text.utf8)
        var head = RequestHead()
        try head.parse(bytes.span, byteCount: bytes.count, limits: HeadLimits())
        return CallSteps(
            head, bytes, token: try KnownToken.verified(), snapshot: try snapshot(), upstream: upstream(port: 9001),
            loop: try EventLoop())
    }
}
