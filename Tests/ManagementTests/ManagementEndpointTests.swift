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
        await ManagementEndpoint { status }.respond(to: WholeRequest(method: method, path: path))
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
}
