import Registry
import Testing
import TollgateTesting

@testable import Gateway

@Suite struct RefusedCallTests {
    struct Case: Sendable {
        let line: String
        let authorization: @Sendable () throws -> [String]
        let status: Int
        let reason: String
        /// What `WWW-Authenticate` holds; `nil` where there is none.
        let challenge: String?

        init(
            _ line: String, _ status: Int, _ reason: String, _ challenge: String?,
            _ authorization: @escaping @Sendable () throws -> [String]
        ) {
            (self.line, self.status, self.reason, self.challenge) = (line, status, reason, challenge)
            self.authorization = authorization
        }
    }

    private static let good: @Sendable () throws -> [String] = { ["Bearer " + (try InProcessGateway.token())] }
    private static let invalid = "error=\"invalid_token\""
    private static let request = "error=\"invalid_request\""

    static let cases: [Case] = [
        Case("GET /orders/1", 401, "credentials.missing", "Bearer realm=\"test\"") { [] },
        Case("GET /orders/1", 401, "credentials.missing", "Bearer realm=\"test\"") { ["Basic eDp5"] },
        Case("GET /orders/1", 400, "credentials.malformed", request) { ["Bearer \tx"] },
        Case("GET /orders/1", 400, "credentials.malformed", request) { ["Bearer a,b"] },
        Case("GET /orders/1", 400, "credentials.repeated", request) { try good() + good() },
        Case("GET /orders/1", 401, "token.malformed", invalid) { ["Bearer x"] },
        Case("GET /orders/1", 401, "token.signature", invalid) {
            let token = try InProcessGateway.token()
            return ["Bearer " + token.dropLast(4) + (token.hasSuffix("AAAA") ? "BBBB" : "AAAA")]
        },
        Case("GET /orders/1", 401, "token.expired", invalid) {
            ["Bearer " + (try InProcessGateway.token(lifetime: 30))]
        },
        Case("GET /orders/1", 401, "application.unknown", invalid) {
            ["Bearer " + (try InProcessGateway.token("app_9"))]
        },
        Case("GET /orders/1", 401, "application.disabled", invalid) {
            ["Bearer " + (try InProcessGateway.token("off"))]
        },
        Case("GET /orders/1", 401, "token.revoked", invalid) {
            ["Bearer " + (try InProcessGateway.token(generation: 2))]
        },
        Case("GET /stock", 401, "audience.missing", invalid) {
            ["Bearer " + (try InProcessGateway.token(scopes: "stock:read"))]
        },
        Case("GET /stock", 403, "scope.missing", "error=\"insufficient_scope\"") {
            ["Bearer " + (try InProcessGateway.token(scopes: "stock:read", audience: "stock"))]
        },
        Case("POST /refunds", 403, "scope.missing", "scope=\"orders:read orders:refund\"", good),
        Case("GET /nowhere", 404, "route.notFound", nil, good),
        Case("DELETE /health", 405, "route.method", nil, good),
        Case("GET /orders/%65", 400, "path.encodedUnreserved", nil, good),
        Case("GET /orders/../health", 400, "path.dotSegment", nil, good),
        Case("GET /.well-known/nothing", 404, "route.notFound", nil, good),
    ]

    @Test(arguments: cases.indices)
    func `a refusal says why, and the service hears nothing of the call`(index: Int) async throws {
        let refused = Self.cases[index]
        try await GatewayScene.play { scene in
            await scene.gateway.register([
                InProcessGateway.application(), InProcessGateway.application("off", isEnabled: false),
            ])
            let fields = try refused.authorization().map { "Authorization: \($0)\r\n" }.joined()
            try await OwnThread.run {
                try scene.client.send("\(refused.line) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
                let response = try scene.client.readResponse()
                #expect(response.status == refused.status)
                #expect(response.reason == refused.reason)
                #expect(response.values(of: "Content-Type") == ["application/problem+json"])
                #expect(response.values(of: "Cache-Control") == ["no-store"])
                #expect(response.values(of: "X-Request-Id").count == 1)
                let challenges = response.values(of: "WWW-Authenticate")
                #expect(challenges.isEmpty == (refused.challenge == nil))
                if let challenge = refused.challenge {
                    #expect(challenges[0].contains(challenge))
                    #expect(challenges[0].contains("error") == (refused.reason != "credentials.missing"))
                }
                if refused.status == 405 { #expect(response.values(of: "Allow") == ["GET, HEAD"]) }
                #expect(!scene.service.hasWaiting)
            }
            // The twin that is not refused.
            let client = try scene.gateway.connect()
            try client.send(scene.request("GET /orders/1"))
            let peer = try scene.service.accept()
            _ = try peer.readRequest()
            try peer.send(GatewayScene.ok)
            #expect(try client.readResponse().status == 200)
        }
    }

    @Test func `a call is refused before its content is read, and the connection ends`() async throws {
        try await GatewayScene.play { scene in
            try scene.client.send(
                "POST /orders HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n")
            let response = try scene.client.readResponse()
            #expect(response.status == 401)
            #expect(response.values(of: "Connection") == ["close"])
            #expect(try scene.client.readToEnd() == .silentEnd)
            #expect(!scene.service.hasWaiting)
        }
    }

    @Test func `many different tokens in a row are each verified, and answered in order`() async throws {
        try await GatewayScene.play { scene in
            let token = try InProcessGateway.token()
            let bad = (0..<40).map { token.dropLast(3) + "\($0 + 100)" }
            try scene.client.send(
                bad.map { "GET /orders/1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \($0)\r\n\r\n" }.joined())
            for _ in bad { #expect(try scene.client.readResponse().status == 401) }
            #expect(!scene.service.hasWaiting)
        }
    }

    @Test func `a request that went round through this gateway is stopped`() async throws {
        try await GatewayScene.play { scene in
            let via = Array(repeating: "1.1 tollgate", count: 4).joined(separator: ", ")
            try scene.client.send(scene.request("GET /orders/1", fields: "Via: \(via)\r\n"))
            let response = try scene.client.readResponse()
            #expect(response.status == 508)
            #expect(response.reason == "route.loop")
            let (_, request) = try scene.begin(scene.request("GET /orders/1", fields: "Via: 1.1 tollgate\r\n"))
            #expect(request.values(of: "Via") == ["1.1 tollgate", "1.1 tollgate"])
        }
    }
}
