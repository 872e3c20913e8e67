import Foundation
import HTTPServer
import Testing

@testable import Management

@Suite struct ManagementEndpointTests {
    private func status(isDraining: Bool = false, problems: [String] = []) -> GatewayStatus {
        GatewayStatus(
            version: "tollgate 1", startedAt: 100, isDraining: isDraining, addresses: ["127.0.0.1:8080"], revision: 7,
            reload: GatewayStatus.Reload(time: 200, problems: problems), sequence: 9, applications: 2,
            droppedLogLines: 1)
    }

    private func answer(_ method: String, _ path: String, _ status: GatewayStatus) async -> WholeResponse {
        await ManagementEndpoint(status: { status }).respond(to: WholeRequest(method: method, path: path))
    }

    @Test(arguments: [("/live", 200), ("/ready", 200), ("/status", 200), ("/", 404), ("/status/", 404)])
    func `each path has its answer`(path: String, expected: Int) async {
        #expect(await answer("GET", path, status()).status == expected)
    }

    @Test func `a gateway that was told to stop lives, and is not ready`() async {
        #expect(await answer("GET", "/live", status(isDraining: true)).status == 200)
        #expect(await answer("GET", "/ready", status(isDraining: true)).status == 503)
    }

    @Test func `what is only read is not written`() async {
        let refused = await answer("POST", "/status", status())
        #expect(refused.status == 405)
        #expect(refused.fields.contains { $0 == ("Allow", "GET, HEAD") })
        #expect(await answer("HEAD", "/status", status()).status == 200)
    }

    @Test func `the status is JSON, also where a problem quotes what is hostile`() async throws {
        let content = await answer("GET", "/status", status(problems: ["line\n\"quoted\" \u{7F}"])).content
        let document = try #require(try JSONSerialization.jsonObject(with: Data(content)) as? [String: Any])
        let configuration = try #require(document["configuration"] as? [String: Any])
        let reload = try #require(configuration["lastReload"] as? [String: Any])
        #expect(configuration["revision"] as? Int == 7)
        #expect(reload["problems"] as? [String] == ["line\n\"quoted\" \u{7F}"])
        #expect(reload["succeeded"] as? Bool == false)
        #expect(document["state"] as? String == "serving")
    }

    @Test(arguments: ["/live", "/status", "/nothing", "/api/v1/session", "/api/v1/openapi.json"])
    func `every answer tells browsers what to keep from doing`(path: String) async throws {
        let plaza = try Plaza.open()
        let answer = await plaza.endpoint.respond(
            to: WholeRequest(method: "GET", path: path, fields: [("Host", "127.0.0.1:8081")]))
        for (name, value) in SecurityFields.all + [("Cache-Control", "no-store")] {
            #expect(answer.fields.count { $0 == (name, value) } == 1, "\(name)")
        }
        #expect(answer.fields.count { $0.name == "Content-Security-Policy" } == 1)
    }

    @Test func `the console's files have the path that is left`() async {
        let endpoint = ManagementEndpoint(
            status: { [status = status()] in status },
            console: { WholeResponse(status: 200, content: Array($0.path.utf8)) })
        #expect(await endpoint.respond(to: WholeRequest(method: "GET", path: "/a.css")).content == Array("/a.css".utf8))
        #expect(await endpoint.respond(to: WholeRequest(method: "GET", path: "/live")).content != Array("/live".utf8))
    }
}
