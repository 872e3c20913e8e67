import Accounts
import HTTPServer
import Testing

@testable import Management

/// What browsers are trusted with, and what not.
@Suite struct BrowserRuleTests {
    // MARK: Host

    @Test(arguments: [
        ("127.0.0.1:8081", 200), ("localhost:8081", 200), ("LOCALHOST:8081", 200), ("[::1]:8081", 200),
        // A page whose name was made to resolve to 127.0.0.1.
        ("rebound.example:8081", 421), ("rebound.example", 421), ("127.0.0.1", 421), ("127.0.0.1:8080", 421),
        ("127.0.0.1:8081.rebound.example", 421), ("", 421),
    ])
    func `only a name of ours is answered`(host: String, expected: Int) async throws {
        #expect(try await Plaza.open().ask("GET", "/meta", host: host).status == expected)
    }

    @Test func `without a host, or with two, nothing is answered`() async throws {
        let plaza = try Plaza.open()
        for fields in [[], [("Host", "127.0.0.1:8081"), ("Host", "localhost:8081")]] {
            let request = WholeRequest(method: "GET", path: "/api/v1/meta", fields: fields)
            #expect(await plaza.endpoint.respond(to: request).status == 421)
        }
    }

    @Test(arguments: [
        ("console.example", 200), ("console.example:443", 200), ("console.example:80", 421), ("127.0.0.1:8081", 200),
    ])
    func `the origin that is configured is a name of ours`(host: String, expected: Int) async throws {
        #expect(
            try await Plaza.open(origin: "https://console.example").ask("GET", "/meta", host: host).status == expected)
    }

    @Test func `the console's files are for a name of ours, too`() async throws {
        let plaza = try Plaza.open()
        let endpoint = ManagementEndpoint(
            status: { fatalError("nobody asks") }, api: ManagementAPI(plaza.services),
            console: { _ in WholeResponse(status: 200) })
        func status(_ host: String) async -> Int {
            await endpoint.respond(to: WholeRequest(method: "GET", path: "/", fields: [("Host", host)])).status
        }
        #expect(await status("rebound.example:8081") == 421)
        #expect(await status("localhost:8081") == 200)
    }

    @Test(arguments: [
        ("10.1.2.3:8081", 200), ("[fd00::1]:8081", 200), ("rebound.example:8081", 421), ("10.1.2.3:80", 421),
    ])
    func `where any address is listened at, any address is ours, and no name`(host: String, expected: Int) throws {
        let rule = HostRule(address: try #require(SocketAddress(host: "0.0.0.0", port: 8081)), origin: nil)
        let request = WholeRequest(method: "GET", path: "/", fields: [("Host", host)])
        #expect((try? rule.check(request)) != nil ? expected == 200 : expected == 421)
    }

    @Test(arguments: [
        ("https://console.example", "console.example", 401), ("http://127.0.0.1:8081", "127.0.0.1:8081", 401),
        // A page that somebody on the network has put in the place of ours, in clear text.
        ("http://console.example", "console.example", 403), ("http://console.example:443", "console.example:443", 403),
    ])
    func `by the name of an origin, no page of another scheme is ours`(
        origin: String, host: String, expected: Int
    ) async throws {
        let plaza = try Plaza.open(origin: "https://console.example")
        let body = #"{"name":"nobody","password":"x"}"#
        #expect(await plaza.ask("POST", "/session", body, [("Origin", origin)], host: host).status == expected)
    }

    // MARK: Cookies

    @Test func `the cookie is out of scripts' and other sites' reach, and secure where browsers come over TLS`()
        async throws
    {
        for (origin, end) in [(nil, ""), ("https://console.example", "; Secure"), ("http://console.example", "")] {
            let plaza = try Plaza.open(origin: origin)
            _ = try await plaza.person("ada")
            let body = #"{"name":"ada","password":"\#(Plaza.password)"}"#
            let field = try #require(await plaza.ask("POST", "/session", body).field("Set-Cookie"))
            #expect(field.hasSuffix("; Path=/; HttpOnly; SameSite=Strict" + end), "\(field)")
        }
    }

    @Test func `two session cookies are none`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let two = "tollgate_session=\(ada.cookie); tollgate_session=\(ada.cookie)"
        #expect(await plaza.ask("GET", "/session", nil, [("Cookie", two)]).status == 401)
        #expect(
            await plaza.ask("GET", "/session", nil, [("Cookie", "a=b; tollgate_session=\(ada.cookie)")]).status == 200)
    }

    @Test func `a session that was put into a browser beforehand is not the one that signing in makes`() async throws {
        let plaza = try Plaza.open()
        let mallory = try await plaza.person("mallory")
        _ = try await plaza.person("ada")
        let body = #"{"name":"ada","password":"\#(Plaza.password)"}"#
        let answer = await plaza.ask("POST", "/session", body, [("Cookie", "tollgate_session=\(mallory.cookie)")])
        let ada = try Plaza.Browser(answer)
        #expect(ada.cookie != mallory.cookie)
        // And what was put there is worth nothing to either any more.
        #expect(await plaza.ask("GET", "/session", by: mallory).status == 401)
        #expect(await plaza.ask("GET", "/session", by: ada)["account"]?["name"]?.text == "ada")
    }

    // MARK: Other pages

    @Test(arguments: [
        (nil, 403), ("", 403), ("wrong", 403), ("right", 204),
    ])
    func `a change needs the session's token`(token: String?, expected: Int) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        var fields = [("Cookie", "tollgate_session=\(ada.cookie)")]
        if let token { fields.append(("X-CSRF-Token", token == "right" ? ada.csrfToken : token)) }
        #expect(await plaza.ask("DELETE", "/session", nil, fields).status == expected)
        #expect(await plaza.ask("GET", "/session", by: ada).status == (expected == 204 ? 401 : 200))
    }

    @Test func `another session's token will not do`() async throws {
        let plaza = try Plaza.open()
        let (ada, mallory) = (try await plaza.person("ada"), try await plaza.person("mallory"))
        let crossed = Plaza.Browser(cookie: ada.cookie, csrfToken: mallory.csrfToken, accountID: ada.accountID)
        #expect(await plaza.ask("DELETE", "/session", by: crossed).reason == "csrf.token")
        #expect(await plaza.ask("DELETE", "/session", by: ada).status == 204)
    }

    @Test(arguments: [
        ("Sec-Fetch-Site", "cross-site", "request.crossSite"),
        ("Sec-Fetch-Site", "same-site", "request.crossSite"), ("Sec-Fetch-Site", "none", nil),
        ("Origin", "https://evil.example", "request.crossOrigin"),
        ("Origin", "null", "request.crossOrigin"), ("Origin", "http://127.0.0.1:9000", "request.crossOrigin"),
        ("Origin", "http://localhost:8081", "request.crossOrigin"),
        ("Sec-Fetch-Site", "same-origin", nil), ("Origin", "http://127.0.0.1:8081", nil),
    ])
    func `another page changes nothing`(field: String, value: String, reason: String?) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let answer = await plaza.ask("PATCH", "/me", #"{"language":"nl"}"#, by: ada, [(field, value)])
        #expect(answer.status == (reason == nil ? 200 : 403))
        #expect(answer.reason == reason)
        let language = await plaza.ask("GET", "/me", by: ada)["account"]?["language"]?.text
        #expect(language == (reason == nil ? "nl" : nil))
    }

    @Test func `another page signs nobody in`() async throws {
        let plaza = try Plaza.open()
        _ = try await plaza.person("mallory")
        let body = #"{"name":"mallory","password":"\#(Plaza.password)"}"#
        #expect(await plaza.ask("POST", "/session", body, [("Origin", "https://evil.example")]).status == 403)
        #expect(await plaza.ask("POST", "/session", body, [("Origin", Plaza.origin)]).status == 201)
    }

    @Test func `behind a TLS terminator the page's origin is the one that is configured`() async throws {
        let plaza = try Plaza.open(origin: "https://console.example")
        let ada = try await plaza.person("ada")
        for (origin, expected) in [("https://console.example", 200), ("http://console.example.evil", 403)] {
            let answer = await plaza.ask(
                "PATCH", "/me", #"{"language":"en"}"#, by: ada, [("Origin", origin)], host: "console.example")
            #expect(answer.status == expected)
        }
    }
}
