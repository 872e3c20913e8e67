import Foundation
import Testing

/// `tollgate routes` and `tollgate explain`, run as a user runs them.
@Suite struct RoutesCommandTests {
    private static let configuration = """
        {
          "listen": [{ "address": "127.0.0.1:8080" }],
          "issuer": { "url": "http://gateway.test:8080" },
          "audiences": { "transactions": { "operations": { "read": "See payments", "refund": "Refund" } } },
          "upstreams": {
            "payments": { "endpoints": ["http://127.0.0.1:9001"] },
            "files": { "endpoints": ["http://127.0.0.1:9002"], "preserveHost": true }
          },
          "routes": [
            { "match": "GET /transactions/{id}", "scope": "transactions:read", "upstream": "payments" },
            { "match": "GET /transactions/export", "scope": "transactions:read", "upstream": "payments" },
            { "match": "POST /transactions/{id}/refunds", "upstream": "payments", "forward": "/v1/{id}/refund",
              "scope": { "all": ["transactions:read", "transactions:refund"] } },
            { "host": "*.shop.test", "match": "GET /{rest...}", "upstream": "files", "encodedSlashes": true,
              "scope": { "any": ["transactions:read", "transactions:refund"] } },
            { "match": "GET /health", "public": true, "upstream": "payments" }
          ]
        }
        """

    private let run: CommandLineRun

    init() throws {
        run = try CommandLineRun()
        try Self.configuration.write(toFile: run.path + "/gateway.json", atomically: true, encoding: .utf8)
    }

    @Test func `the routes are printed in the order in which they are preferred`() async throws {
        let result = try await run.run("routes")
        #expect(result.status == 0)
        #expect(
            result.output == """
                HOST         METHODS   PATH                        REQUIREMENT                                   UPSTREAM  FORWARDED AS          OPTIONS
                *.shop.test  GET HEAD  /{rest...}                  one of transactions:read transactions:refund  files     /{rest...}            encodedSlashes preserveHost
                *            GET HEAD  /health                     public                                        payments  /health
                *            GET HEAD  /transactions/export        transactions:read                             payments  /transactions/export
                *            GET HEAD  /transactions/{id}          transactions:read                             payments  /transactions/{id}
                *            POST      /transactions/{id}/refunds  all of transactions:read transactions:refund  payments  /v1/{id}/refund

                """)
        let json = try await run.run("routes", "--json")
        let routes = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(routes.map { $0["index"] as? Int } == [3, 4, 1, 0, 2])
        #expect(routes[0]["host"] as? String == "*.shop.test")
        #expect(routes[1]["public"] as? Bool == true)
        #expect(routes[4]["forward"] as? String == "/v1/{id}/refund")
    }

    @Test(
        arguments: [
            (["GET", "/health"], 0, nil, nil),
            (["GET", "/transactions/17"], 77, "credentials.missing", 401),
            (["GET", "/transactions/17", "--scope", "transactions:read"], 0, nil, nil),
            (["HEAD", "/transactions/17?x=1", "--scope", "transactions:read"], 0, nil, nil),
            (["GET", "/transactions/17", "--scope", "transactions:refund"], 77, "scope.missing", 403),
            (["POST", "/transactions/17/refunds", "--scope", "transactions:read"], 77, "scope.missing", 403),
            (["PUT", "/transactions/17"], 77, "route.method", 405),
            (["GET", "/none"], 77, "route.notFound", 404),
            (["GET", "/none", "--host", "a.shop.test", "--scope", "transactions:read"], 0, nil, nil),
            (["GET", "/none", "--host", "shop.test"], 77, "route.notFound", 404),
            (["GET", "/none", "--host", "a.shop.test."], 77, "host.emptyLabel", 400),
            (["GET", "/transactions/EXPORT"], 77, "path.ambiguousSegment", 400),
            (["GET", "/transactions/a%2Fb"], 77, "path.encodedDelimiter", 400),
            (["GET", "/a%2Fb", "--host", "a.shop.test", "--scope", "transactions:refund"], 0, nil, nil),
            (["GET", "a b"], 77, "message.requestLine", 400),
            (["GET", "/a", "--host", "a b"], 77, "message.host", 400),
        ] as [([String], Int32, String?, Int?)])
    func `a call is explained with its reason, its status and an exit code`(
        _ arguments: [String], _ code: Int32, _ reason: String?, _ status: Int?
    ) async throws {
        let result = try await run.run(["explain"] + arguments + ["--json"])
        #expect(result.status == code)
        let json = try result.json()
        #expect(json["decision"] as? String == (code == 0 ? "allowed" : "refused"))
        #expect(json["reason"] as? String == reason)
        #expect(json["status"] as? Int == status)
        #expect((json["forwarded"] != nil) == (code == 0))
        #expect(!FileManager.default.fileExists(atPath: run.path + "/data"), "explaining has made a store")
        let text = try await run.run(["explain"] + arguments)
        #expect(text.status == code)
        if let reason { #expect(text.output.contains(reason)) }
    }

    @Test func `every step is printed`() async throws {
        let result = try await run.run(
            "explain", "GET", "/transactions/a%2Fb?q", "--host", "A.shop.test", "--scope", "transactions:read")
        #expect(
            result.output == """
                Request       GET /transactions/a%2Fb, host A.shop.test; the query has no part in it
                Path          accepted
                Host          routes name it as *.shop.test
                Route         GET *.shop.test/{rest...}  (routes[3])
                Credentials   a token with these scopes, of an application that may have them
                Scopes        of the token: transactions:read
                              its audiences: transactions
                              of the application: transactions:read
                              that count: transactions:read
                Requirement   one of transactions:read transactions:refund: met
                Decision      allowed
                Forwarded     GET /transactions/a%2Fb, with the query, to upstream files
                              Host: A.shop.test, the client's

                """)
        let lost = try await run.run("explain", "GET", "/transactions/1", "--host", "a.shop.test")
        #expect(lost.output.contains("\nComes after   GET /transactions/{id}  (routes[0])\n"))
        #expect(lost.output.contains("\nEnough        a token with one of transactions:read transactions:refund\n"))
        let alike = try await run.run("explain", "GET", "/transactions/EXPORT")
        #expect(alike.output.contains("\nLooks like    GET /transactions/export  (routes[1])\n"))
        let own = try await run.run("explain", "POST", "/oauth/token")
        #expect(own.output.contains("\nDecision      answered by the gateway\n"))
        #expect(own.status == 0)
    }

    @Test func `an application's call is explained by what it may do now`() async throws {
        let id = try await run.register()
        let call = ["explain", "GET", "/transactions/1", "--application", id]
        let allowed = try await run.run(call)
        #expect(allowed.status == 0)
        #expect(allowed.output.contains("\nApplication   Till, enabled, generation "))
        #expect(try await run.run("applications", "disable", id).status == 0)
        let refused = try await run.run(call + ["--json"])
        #expect(refused.status == 77)
        #expect(try refused.json()["reason"] as? String == "application.disabled")
        let unknown = try await run.run("explain", "GET", "/transactions/1", "--application", "nobody")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("nobody"))
    }

    @Test func `a token that no key of the store signed is refused, and no key is made for that`() async throws {
        _ = try await run.register()
        let result = try await run.run(
            ["explain", "GET", "/transactions/1", "--token", "-", "--json"], input: "eyJhbGciOiJub25lIn0.e30.\n")
        #expect(result.status == 77)
        #expect(try result.json()["credentials"] as? String == "invalid")
        #expect(!FileManager.default.fileExists(atPath: run.path + "/keys"))
        let malformed = try await run.run(["explain", "GET", "/transactions/1", "--token", "-"], input: "a b")
        #expect(malformed.output.contains("credentials.malformed, answered with 400"))
        let empty = try await run.run(["explain", "GET", "/transactions/1", "--token", "-"], input: " \n")
        #expect(empty.status == 1)
    }

    @Test(
        arguments: [
            (["GET"], 64), (["GET", "/a", "--token", "x"], 64),
            (["GET", "/a", "--token", "-", "--scope", "transactions:read"], 64),
            (["GET", "/a", "--scope", "transactions:raed"], 1), (["GET", "/a\r\nX: y"], 1),
            (["GET", "/a", "--config", "none.json"], 78),
        ] as [([String], Int32)])
    func `a question that cannot be answered is refused with what to do`(_ arguments: [String], _ code: Int32)
        async throws
    {
        let result = try await run.run(["explain"] + arguments)
        #expect(result.status == code)
        #expect(result.output.isEmpty)
        #expect(!result.errors.isEmpty)
    }

    @Test func `routes that contradict each other are named with both of their places`() async throws {
        let text = Self.configuration.replacing("GET /health", with: "GET /transactions/{other}")
        try text.write(toFile: run.path + "/gateway.json", atomically: true, encoding: .utf8)
        let result = try await run.run("routes")
        #expect(result.status == 78)
        #expect(
            result.errors.contains(
                #"matches the same requests as routes[0] "GET /transactions/{id}" (gateway.json:10:16); remove one"#))
        #expect(result.errors.contains("(gateway.json:16:16)"))
    }
}
