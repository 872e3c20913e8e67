package import HTTPCodec
package import HTTPServer
internal import JSONWebToken

/// What is answered at the management address.
///
/// - `/live`: 200 as long as the process answers at all.
/// - `/ready`: 200 while calls are taken, 503 once the gateway has been told to stop: for whoever spreads connections.
/// - `/status`: what is in force and how the last reload ended.
/// - `/api/`: ``ManagementAPI``.
/// - Everything else: the console's files.
package struct ManagementEndpoint: Sendable {
    /// Hands out a file of the console; `nil` for a path that has none.
    package typealias Console = @Sendable (WholeRequest) async -> WholeResponse?

    private let status: @Sendable () async -> GatewayStatus
    private let api: ManagementAPI?
    private let console: Console

    /// - Parameters:
    ///   - status: how the gateway is now; asked at each request.
    ///   - api: the management API; `nil` where there is none.
    ///   - console: the console's files; the security fields are added here.
    package init(
        status: @escaping @Sendable () async -> GatewayStatus, api: ManagementAPI? = nil,
        console: @escaping Console = { _ in nil }
    ) {
        self.status = status
        self.api = api
        self.console = console
    }

    /// Answers a request.
    package func respond(to request: WholeRequest) async -> WholeResponse {
        let path = request.path
        if ["/live", "/ready", "/status"].contains(path) { return await probe(request) }
        if let api {
            if ManagementAPI.isOwn(path) { return await api.respond(to: request) }
            if let problem = api.refusal(ofFile: request) { return problem.response.guarded }
        }
        return (await console(request) ?? Problem.notFound.response).guarded
    }

    private func probe(_ request: WholeRequest) async -> WholeResponse {
        guard request.method == "GET" || request.method == "HEAD" else {
            var problem = Problem(405, .methodUnknown, "This path is only read. Use GET.", ["allow": "GET, HEAD"])
            problem.fields = [("Allow", "GET, HEAD")]
            return problem.response.guarded
        }
        if request.path == "/live" { return Self.document(200, "{\"status\":\"live\"}\n") }
        let status = await status()
        if request.path == "/status" { return Self.document(200, status.json) }
        return status.isDraining
            ? Self.document(503, "{\"status\":\"draining\"}\n") : Self.document(200, "{\"status\":\"ready\"}\n")
    }

    /// The answer to a message that cannot be understood.
    package static func refusal(_ fault: MessageFault) -> WholeResponse {
        Problem(fault).response.guarded
    }

    private static func document(_ status: Int, _ json: String) -> WholeResponse {
        WholeResponse(
            status: status, fields: [("Content-Type", "application/json")], content: Array(json.utf8)
        ).guarded
    }
}
