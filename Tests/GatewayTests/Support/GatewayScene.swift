import Gateway
import HTTPServer
import Registry
import TollgateTesting

/// A gateway, the service behind it, and a client in front: the test plays both.
struct GatewayScene: Sendable {
    static let routes = [
        "GET /orders/{id} orders:read", "POST /orders orders:create", "PUT /orders/{id} orders:create",
        "PATCH /orders/{id} orders:create", "DELETE /orders/{id} orders:create", "OPTIONS /orders/{id} orders:read",
        "POST /refunds orders:read orders:refund", "GET /stock stock:read", "GET /health public",
    ]
    static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    let gateway: InProcessGateway
    let service: RawListener
    let client: RawConnection
    let token: String

    /// Sets the scene, plays, and clears it away.
    static func play(
        endpoints: [UInt16] = [], accessLog: AccessLogSink? = nil, patience: Int64 = 20_000,
        own: @escaping WholeExchange.Responder = { _ in .now(OwnAnswers.notFound) },
        _ body: @escaping @Sendable (GatewayScene) async throws -> Void
    ) async throws {
        let service = try RawListener()
        let gateway = try InProcessGateway(
            routes: routes, endpoints: endpoints + [service.port], accessLog: accessLog, patience: patience,
            own: own)
        let scene = GatewayScene(
            gateway: gateway, service: service, client: try gateway.connect(), token: try InProcessGateway.token())
        do {
            try await body(scene)
        } catch {
            await gateway.stop()
            throw error
        }
        await gateway.stop()
    }

    /// A request with the scene's token.
    func request(_ line: String, fields: String = "", content: String = "") -> String {
        "\(line) HTTP/1.1\r\nHost: api.test\r\nAuthorization: Bearer \(token)\r\n\(fields)\r\n\(content)"
    }

    /// Sends a request and takes the service's side of it up.
    func begin(_ message: String) throws -> (peer: RawConnection, request: RawMessage) {
        try client.send(message)
        let peer = try service.accept()
        return (peer, try peer.readRequest())
    }

    /// A call that is answered, so that there is an unused connection to the service.
    func warmUp() throws -> RawConnection {
        let (peer, _) = try begin(request("GET /orders/1"))
        try peer.send(Self.ok)
        _ = try client.readResponse()
        return peer
    }
}

extension RawMessage {
    /// The `reason` of a problem document.
    var reason: String? {
        text.split(separator: "\"reason\":\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) }
    }
}
