import Foundation
import Testing

@testable import tollgate

@Suite struct TokenCommandTests {
    private let cli: CommandLineRun
    private let server: CannedServer

    init() throws {
        cli = try CommandLineRun()
        server = try CannedServer()
        try "s3cret-_\n".write(toFile: cli.path + "/secret", atomically: true, encoding: .utf8)
    }

    private func token(_ more: String..., prefix: [String] = []) async throws -> CommandLineRun.Result {
        try await cli.run(
            [
                "token", "--client-id", "app_a", "--scope", "a:x", "--scope", "b:y", "--url",
                "http://127.0.0.1:\(server.port)/",
            ]
                + more, prefix: prefix)
    }

    private static let granted = """
        {"access_token":"aaa.bbb.ccc","token_type":"Bearer","expires_in":86400,"scope":"a:x b:y"}
        """

    @Test func `a token is fetched with the credentials in the head and the scopes in the content`() async throws {
        async let asked = server.answer("200 OK", Self.granted)
        let result = try await token("--secret-file", "secret")
        #expect(result.status == 0)
        #expect(result.errors == "")
        #expect(result.output == "aaa.bbb.ccc\n")
        let request = await asked
        #expect(request.hasPrefix("POST /oauth/token HTTP/1.1\r\n"))
        let credentials = Data("app_a:s3cret-_".utf8).base64EncodedString()
        #expect(request.contains("\r\nAuthorization: Basic \(credentials)\r\n"))
        #expect(request.contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n"))
        #expect(request.hasSuffix("\r\n\r\ngrant_type=client_credentials&scope=a%3Ax+b%3Ay"))
    }

    @Test func `the secret can stand in the environment, and the answer be JSON`() async throws {
        async let asked = server.answer("200 OK", Self.granted)
        let result = try await token("--json", prefix: ["TOLLGATE_CLIENT_SECRET=fromthere"])
        #expect(result.status == 0)
        #expect(try result.json()["access_token"] as? String == "aaa.bbb.ccc")
        #expect(try result.json()["expires_in"] as? Int == 86400)
        let credentials = Data("app_a:fromthere".utf8).base64EncodedString()
        #expect(await asked.contains("Authorization: Basic \(credentials)\r\n"))
    }

    @Test(arguments: [
        (
            "401 Unauthorized", #"{"error":"invalid_client","error_description":"no such \u001b client"}"#,
            "Error: the gateway refused (invalid_client): no such \u{FFFD} client\n"
        ),
        ("400 Bad Request", #"{"error":"invalid_scope"}"#, "Error: the gateway refused (invalid_scope)\n"),
        ("404 Not Found", "<html>", "Error: URL: it answered with status 404; check --url\n"),
        ("302 Found", "", "Error: URL: it answered with status 302; check --url\n"),
        ("200 OK", "{}", "Error: URL: what answered is not a token endpoint; check --url\n"),
        (
            "200 OK", #"{"access_token":"a\nb","token_type":"Bearer"}"#,
            "Error: URL: what answered is not a token endpoint; check --url\n"
        ),
    ])
    func `a refusal is told, and nothing is printed`(status: String, content: String, message: String) async throws {
        async let asked = server.answer(status, content)
        let result = try await token("--secret-file", "secret")
        _ = await asked
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(
            result.errors
                == message.replacingOccurrences(of: "URL", with: "http://127.0.0.1:\(server.port)/oauth/token"))
    }

    @Test func `an endless answer is not taken`() async throws {
        async let asked = server.answer("200 OK", String(repeating: "x", count: 2 << 20))
        let result = try await token("--secret-file", "secret")
        _ = await asked
        #expect(result.status == 1)
    }

    @Test func `without a secret and without anybody to ask nothing is sent`() async throws {
        let result = try await token()
        #expect(result.status == 1)
        #expect(
            result.errors
                == "Error: no secret was given, and nobody can be asked; use --secret-file or set TOLLGATE_CLIENT_SECRET\n"
        )
    }

    @Test func `a gateway that does not answer is named`() async throws {
        let result = try await cli.run([
            "token", "--client-id", "a", "--scope", "a:x", "--url", "http://127.0.0.1:1", "--secret-file", "secret",
        ])
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("Error: http://127.0.0.1:1/oauth/token: "))
        #expect(result.errors.hasSuffix("; is the gateway serving there? --url names another address\n"))
    }

    @Test(arguments: ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:80/", "https://gateway.example"])
    func `a secret may stay on this machine or travel encrypted`(url: String) throws {
        let base = url.hasSuffix("/") ? String(url.dropLast()) : url
        #expect(try TokenAddress(url, allowsPlaintext: false).url == base + "/oauth/token")
    }

    @Test(arguments: [
        "http://gateway.example", "http://10.0.0.1:8080", "http://localhost.example", "http://127.0.0.1.example",
    ])
    func `a secret does not travel in the clear by accident`(url: String) throws {
        #expect(throws: CommandFailure.self) { try TokenAddress(url, allowsPlaintext: false) }
        #expect(try TokenAddress(url, allowsPlaintext: true).url == url + "/oauth/token")
    }

    @Test(arguments: [
        "", "gateway", "ftp://127.0.0.1", "http://", "http://127.0.0.1/a", "http://127.0.0.1@evil.example",
        "http://127.0.0.1?x", "http://127.0.0.1#x", "http://127.0.0.1\\@evil", "http://127.0.0.1\r\nHost: x",
    ])
    func `what is more than a host and a port is refused`(url: String) {
        #expect(throws: CommandFailure.self) { try TokenAddress(url, allowsPlaintext: true) }
    }

    @Test func `form text is encoded byte for byte`() {
        #expect(FormText.encode("aZ9*-._ ~:%+&=é") == "aZ9*-._+%7E%3A%25%2B%26%3D%C3%A9")
        #expect(FormText.encode([("a", "b c"), ("d", "&")]) == "a=b+c&d=%26")
    }
}
