package import HTTPServer
package import HTTPCodec
internal import JSONWebToken

/// What is answered at the management address.
///
/// - `/live`: 200 as long as the process answers at all.
/// - `/ready`: 200 while calls are taken, 503 once the gateway has been told to stop: for whoever spreads connections.
/// - `/status`: what is in force and how the last reload ended.
package struct ManagementEndpoint: Sendable {
    private let status: @Sendable () async -> GatewayStatus

    /// - Parameter status: how the gateway is now; asked at each request.
    package init(status: @escaping @Sendable () async -> GatewayStatus) { self.status = status }

    /// Answers a request.
    package func respond(to request: WholeRequest) async -> WholeResponse {
        guard ["/live", "/ready", "/status"].contains(request.path) else {
            return Self.problem(404, "Nothing is served at this path. There are /live, /ready and /status.")
        }
        guard request.method == "GET" || request.method == "HEAD" else {
            var response = Self.problem(405, "This path is only read. Use GET.")
            response.fields.append(("Allow", "GET, HEAD"))
            return response
        }
        if request.path == "/live" { return Self.document(200, "{\"status\":\"live\"}\n") }
        let status = await status()
        if request.path == "/status" { return Self.document(200, status.json) }
        return status.isDraining
            ? Self.document(503, "{\"status\":\"draining\"}\n") : Self.document(200, "{\"status\":\"ready\"}\n")
    }

    /// The answer to a message that cannot be understood.
    package static func refusal(_ fault: MessageFault) -> WholeResponse {
        problem(fault.status, "\(fault.explanation)")
    }

    private static func document(_ status: Int, _ json: String) -> WholeResponse {
        WholeResponse(
            status: status, fields: [("Content-Type", "application/json"), ("Cache-Control", "no-store")],
            content: Array(json.utf8))
    }

    /// Problem details (RFC 9457).
    private static func problem(_ status: Int, _ detail: String) -> WholeResponse {
        let title = JSONText.literal("\(StatusPhrase.of(status))")
        let json =
            "{\"type\":\"about:blank\",\"title\":\(title),\"status\":\(status),\"detail\":\(JSONText.literal(detail))}\n"
        return WholeResponse(
            status: status, fields: [("Content-Type", "application/problem+json"), ("Cache-Control", "no-store")],
            content: Array(json.utf8))
    }
}
