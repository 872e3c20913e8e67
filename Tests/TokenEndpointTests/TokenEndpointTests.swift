import HTTPServer
import JSONWebToken
import Registry
import Signing
import Testing

@testable import TokenEndpoint

/// The fields that each answer of the endpoint has.
private func hasCommonFields(_ response: WholeResponse) -> Bool {
    response.values(of: "Content-Type") == ["application/json"] && response.values(of: "Cache-Control") == ["no-store"]
        && response.values(of: "Pragma") == ["no-cache"]
}

@Suite struct TokenEndpointTests {
    // MARK: A token

    @Test func `an application gets a token for what it asks for`() throws {
        let desk = try TokenDesk(lifetime: 600)
        let response = desk.ask(body: "grant_type=client_credentials&scope=stock:read+orders:read")
        #expect(response.status == 200)
        #expect(hasCommonFields(response))
        #expect(response.fields.count == 3)
        #expect(response.members.map(\.name) == ["access_token", "token_type", "expires_in", "scope"])
        #expect(response.text("token_type") == "Bearer")
        #expect(response.text("scope") == "stock:read orders:read")
        #expect(response.members[2].node.value == .number(JSONNumber(600)))
        let token = try #require(try desk.token(response))
        #expect(token.issuer == TokenDesk.issuer)
        #expect(token.subject == "app_one")
        #expect(token.clientID == "app_one")
        #expect(token.audiences == ["stock", "orders"])
        #expect(token.scopes == ["stock:read", "orders:read"])
        #expect(token.issuedAt == TokenDesk.now)
        #expect(token.expiresAt == TokenDesk.now + 600)
        #expect(token.generation == 5)
        #expect(token.keyID == desk.key.keyID)
    }

    @Test func `each token has another name`() throws {
        let desk = try TokenDesk()
        #expect(try desk.token(desk.ask())?.id != desk.token(desk.ask())?.id)
    }

    /// Ways to ask that all get a token.
    static let accepted: [(method: String, query: String?, fields: [(name: String, value: String)], body: String)] = [
        ("POST", nil, [TokenDesk.basic(), TokenDesk.form], TokenDesk.grant),
        ("GET", nil, [TokenDesk.basic(), TokenDesk.form], TokenDesk.grant),
        ("GET", TokenDesk.grant, [TokenDesk.basic()], ""),
        ("POST", TokenDesk.grant, [TokenDesk.basic()], ""),
        ("POST", "", [TokenDesk.basic(), TokenDesk.form], TokenDesk.grant),
        ("POST", nil, [TokenDesk.basic("app_one", TokenDesk.second), TokenDesk.form], TokenDesk.grant),
        ("POST", nil, [("authorization", TokenDesk.basic().value), TokenDesk.form], TokenDesk.grant),
        (
            "POST", nil, [("Authorization", "bAsIc" + TokenDesk.basic().value.dropFirst(5)), TokenDesk.form],
            TokenDesk.grant
        ),
        (
            "POST", nil, [("Authorization", "Basic  " + TokenDesk.basic().value.dropFirst(5)), TokenDesk.form],
            TokenDesk.grant
        ),
        ("POST", nil, [TokenDesk.basic("app%5Fone"), TokenDesk.form], TokenDesk.grant),
        (
            "POST", nil, [TokenDesk.form],
            TokenDesk.grant + "&client_id=app_one&client_secret=" + TokenDesk.secret
        ),
        ("POST", nil, [TokenDesk.basic(), TokenDesk.form], TokenDesk.grant + "&client_id=app_one"),
        (
            "POST", nil, [TokenDesk.basic(), ("Content-Type", "Application/X-WWW-Form-URLEncoded; charset=UTF-8")],
            TokenDesk.grant
        ),
        (
            "POST", nil,
            [TokenDesk.basic(), ("Content-Type", "\tapplication/x-www-form-urlencoded \t; charset=UTF-8")],
            TokenDesk.grant
        ),
        ("GET", TokenDesk.grant, [TokenDesk.basic(), ("Content-Type", "application/json")], ""),
        ("POST", nil, [TokenDesk.basic(), TokenDesk.form], TokenDesk.grant + twenty),
        ("POST", nil, [TokenDesk.basic(), TokenDesk.form], "grant_type=client_credentials&scopes=orders:read"),
        ("POST", nil, [TokenDesk.basic(), TokenDesk.form], TokenDesk.grant + "&scopes="),
        ("POST", nil, [TokenDesk.basic(), TokenDesk.form], TokenDesk.grant + "&resource=x&&unknown"),
        ("POST", nil, [TokenDesk.basic(), TokenDesk.form], "grant%5Ftype=client%5fcredentials&scope=orders%3Aread"),
        ("POST", nil, [TokenDesk.basic(), TokenDesk.form], TokenDesk.grant + "%20orders:read"),
    ]

    /// More parameters than are compared with each other one by one.
    private static let twenty = (1...20).map { "&p\($0)=\($0)" }.joined()

    @Test(arguments: accepted.indices)
    func `a request that can be read in one way gets its token`(index: Int) throws {
        let (method, query, fields, body) = Self.accepted[index]
        let desk = try TokenDesk()
        let response = desk.ask(method: method, query: query, fields: fields, body: body)
        #expect(response.status == 200, "\(response.text("error_description") ?? "")")
        #expect(try desk.token(response)?.scopes == ["orders:read"])
    }

    // MARK: Refusals

    struct Refused: Sendable {
        var method = "POST"
        var query: String?
        var fields: [(name: String, value: String)] = [TokenDesk.basic(), TokenDesk.form]
        var body = TokenDesk.grant
        let status: Int
        let error: String
        /// How the description begins.
        let description: String
    }

    static let badRequests: [Refused] = [
        Refused(
            query: TokenDesk.grant, status: 400, error: "invalid_request", description: "there are parameters in the"),
        Refused(
            query: "x=1", status: 400, error: "invalid_request", description: "there are parameters in the query and"),
        Refused(
            fields: [TokenDesk.basic()], status: 400, error: "invalid_request", description: "the body must be a form"),
        Refused(
            body: TokenDesk.grant + twenty + "&p%31=", status: 400, error: "invalid_request",
            description: "the parameter p1 is given more than once"),
        Refused(
            body: TokenDesk.grant + twenty + "&p20=20", status: 400, error: "invalid_request",
            description: "the parameter p20 is given more than once"),
        Refused(
            fields: [TokenDesk.basic(), ("Content-Type", "application/x-www-form-urlencoded x")], status: 400,
            error: "invalid_request", description: "the body must be a form"),
        Refused(
            fields: [TokenDesk.basic(), ("Content-Type", ";application/x-www-form-urlencoded")], status: 400,
            error: "invalid_request", description: "the body must be a form"),
        Refused(
            fields: [TokenDesk.basic(), ("Content-Type", "application/json")],
            body: "{\"grant_type\":\"client_credentials\"}", status: 400, error: "invalid_request",
            description: "the body must be a form"),
        Refused(
            fields: [TokenDesk.basic(), TokenDesk.form, TokenDesk.form], status: 400, error: "invalid_request",
            description: "the body must be a form"),
        Refused(
            body: TokenDesk.grant + "&x=%zz", status: 400, error: "invalid_request",
            description: "a parameter is not form"),
        Refused(
            body: TokenDesk.grant + "&x=%4", status: 400, error: "invalid_request", description: "a parameter is not"),
        Refused(
            body: TokenDesk.grant + "&x=%ff", status: 400, error: "invalid_request", description: "a parameter is not"),
        Refused(
            body: TokenDesk.grant + "&scope=orders:read", status: 400, error: "invalid_request",
            description: "the parameter scope is given more than once"),
        Refused(
            body: TokenDesk.grant + "&grant%5Ftype=", status: 400, error: "invalid_request",
            description: "the parameter grant_type is given more than once"),
        Refused(
            body: TokenDesk.grant + "&x=1&x=1", status: 400, error: "invalid_request",
            description: "the parameter x is given more than once"),
        Refused(
            body: TokenDesk.grant + "&%22%0d%0a%c3%a9=1&%22%0d%0a%c3%a9=2", status: 400, error: "invalid_request",
            description: "the parameter ???? is given more than once"),
        Refused(
            query: "client_id=app_one&client_secret=" + TokenDesk.secret + "&" + TokenDesk.grant, fields: [], body: "",
            status: 400, error: "invalid_request",
            description: "client_id and client_secret must not stand in the query"),
        Refused(
            query: "client_secret=x", status: 400, error: "invalid_request",
            description: "client_id and client_secret must not stand in the query"),
        Refused(
            fields: [TokenDesk.basic(), TokenDesk.basic(), TokenDesk.form], status: 400, error: "invalid_request",
            description: "there are two sets of credentials"),
        Refused(
            body: TokenDesk.grant + "&client_id=app_one&client_secret=" + TokenDesk.secret, status: 400,
            error: "invalid_request", description: "there are two sets of credentials"),
        Refused(
            body: TokenDesk.grant + "&client_id=app_two", status: 400, error: "invalid_request",
            description: "there are two sets of credentials"),
        Refused(
            fields: [("Authorization", "Bearer x"), TokenDesk.form],
            body: TokenDesk.grant + "&client_id=app_one&client_secret=" + TokenDesk.secret, status: 400,
            error: "invalid_request", description: "there are two sets of credentials"),
        Refused(
            body: TokenDesk.grant + "&scopes=orders:read", status: 400, error: "invalid_request",
            description: "scope and scopes are two names"),
        Refused(
            body: "scope=orders:read", status: 400, error: "invalid_request", description: "grant_type is missing"),
        Refused(
            body: "grant_type=&scope=orders:read", status: 400, error: "invalid_request",
            description: "grant_type is missing"),
        Refused(
            body: "grant_type=password&scope=orders:read", status: 400, error: "unsupported_grant_type",
            description: "this grant_type is not supported"),
        Refused(
            body: "grant_type=Client_Credentials&scope=orders:read", status: 400, error: "unsupported_grant_type",
            description: "this grant_type is not supported"),
    ]

    static let badBasics: [String] = [
        "Basic", "Basic ", "Basic   ", "Basic \t", "Basic ?", "Basic YXBwX29uZQ==",
        "Basic " + Base64URL.encode(Array("app_one:x".utf8)) + "=",
        "Basic " + Base64.encode([0xFF, 0x3A, 0x41]), "Basic " + Base64.encode(Array("app_one:%zz".utf8)),
    ]

    static let badScopes: [(scope: String?, description: String)] = [
        (nil, "no scope is given"), ("", "no scope is given"),
        ("orders", "orders is not a scope; write audience:operation"),
        ("orders:read,stock:read", "orders:read,stock:read is not a scope; write"),
        ("orders:*", "orders:* is not a scope; write"), ("orders:read++stock:read", "orders:read  stock:read is not a"),
        ("+orders:read", " orders:read is not a scope; write"),
        ("orders:read%09stock:read", "orders:read?stock:read is"),
        ("orders:re%22ad%5C", "orders:re?ad? is not a scope; write"),
        ("orders:r%C3%A9ad", "orders:r?ad is not a scope"),
        (String(repeating: "x", count: 3000), String(repeating: "x", count: 64) + "... is not a scope; write"),
        ("orders:reed", "orders:reed is not a scope of this gateway; check its spelling and its case"),
        ("Orders:read", "Orders:read is not a scope of this gateway"),
        ("gone:read", "gone:read is not a scope of this gateway"),
        (
            "orders:read+stock:write",
            "the application may not ask for stock:write; it may ask for orders:create orders:read stock:read, or ask the"
        ),
    ]

    @Test(arguments: badRequests.indices)
    func `a request that cannot be read in one way is refused`(index: Int) throws {
        let refused = Self.badRequests[index]
        let response = try TokenDesk().ask(
            method: refused.method, query: refused.query, fields: refused.fields, body: refused.body)
        try expect(response, refused.status, refused.error, refused.description)
        #expect(response.values(of: "WWW-Authenticate").isEmpty)
    }

    @Test(arguments: badBasics)
    func `credentials that cannot be read are refused`(value: String) throws {
        let response = try TokenDesk().ask(fields: [("Authorization", value), TokenDesk.form])
        try expect(response, 400, "invalid_request", "Authorization: Basic must carry the base64 of")
    }

    @Test(arguments: badScopes)
    func `a scope that is not to be had is named`(scope: String?, description: String) throws {
        let body = "grant_type=client_credentials" + (scope.map { "&scope=" + $0 } ?? "")
        try expect(try TokenDesk().ask(body: body), 400, "invalid_scope", description)
    }

    // MARK: Who asks

    /// Requests without good credentials, and how the description begins.
    static let strangers: [(fields: [(name: String, value: String)], body: String, description: String)] = [
        ([TokenDesk.form], TokenDesk.grant, "there are no credentials"),
        ([("Authorization", "Bearer abc"), TokenDesk.form], TokenDesk.grant, "there are no credentials"),
        ([TokenDesk.form], TokenDesk.grant + "&client_id=app_one", "there are no credentials"),
        ([TokenDesk.form], TokenDesk.grant + "&client_secret=" + TokenDesk.secret, "there are no credentials"),
        ([TokenDesk.form], TokenDesk.grant + "&client_id=app_one&client_secret=", "there are no credentials"),
        (
            [TokenDesk.basic("app_one", "wrong"), TokenDesk.form], TokenDesk.grant,
            "client_id or client_secret is wrong"
        ),
        ([TokenDesk.basic("app_one", ""), TokenDesk.form], TokenDesk.grant, "client_id or client_secret is wrong"),
        ([TokenDesk.basic("app_two"), TokenDesk.form], TokenDesk.grant, "client_id or client_secret is wrong"),
        (
            [TokenDesk.basic("app_aged", TokenDesk.ended), TokenDesk.form], TokenDesk.grant,
            "client_id or client_secret is wrong"
        ),
        ([TokenDesk.basic("App_one"), TokenDesk.form], TokenDesk.grant, "client_id or client_secret is wrong"),
        ([TokenDesk.basic(""), TokenDesk.form], TokenDesk.grant, "client_id or client_secret is wrong"),
        ([TokenDesk.basic("%E2%84%AA"), TokenDesk.form], TokenDesk.grant, "client_id or client_secret is wrong"),
        (
            [TokenDesk.basic("app_off", "wrong"), TokenDesk.form], TokenDesk.grant,
            "client_id or client_secret is wrong"
        ),
        ([TokenDesk.basic("app_off"), TokenDesk.form], TokenDesk.grant, "the application is disabled"),
        ([TokenDesk.basic("app_two"), TokenDesk.form], "scope=x", "client_id or client_secret is wrong"),
        (
            [TokenDesk.form], TokenDesk.grant + "&client_id=app_one&client_secret=wrong",
            "client_id or client_secret is wrong"
        ),
    ]

    @Test(arguments: strangers.indices)
    func `a stranger gets a challenge and no token`(index: Int) throws {
        let (fields, body, description) = Self.strangers[index]
        let response = try TokenDesk().ask(fields: fields, body: body)
        try expect(response, 401, "invalid_client", description)
        #expect(response.values(of: "WWW-Authenticate") == ["Basic realm=\"tollgate\", charset=\"UTF-8\""])
    }

    @Test(arguments: [("app_one", "wrong"), ("app_aged", TokenDesk.ended), ("app_off", "wrong")])
    func `a wrong or ended secret gets the answer that an unknown client gets, to the byte`(
        id: String, secret: String
    ) throws {
        let desk = try TokenDesk()
        let unknown = desk.ask(fields: [TokenDesk.basic("app_two", "wrong"), TokenDesk.form])
        let wrong = desk.ask(fields: [TokenDesk.basic(id, secret), TokenDesk.form])
        #expect(unknown.status == wrong.status)
        #expect(unknown.content == wrong.content)
        #expect(unknown.fields.map(\.name) == wrong.fields.map(\.name))
        #expect(unknown.fields.map(\.value) == wrong.fields.map(\.value))
    }

    @Test(arguments: [TokenDesk.ending, TokenDesk.second])
    func `a secret before its end fetches a token, as one without an end does`(secret: String) throws {
        #expect(try TokenDesk().ask(fields: [TokenDesk.basic("app_aged", secret), TokenDesk.form]).status == 200)
    }

    @Test func `a look-alike of a client id is not that client`() throws {
        let desk = try TokenDesk()
        // U+212A equals "K" as a Swift string.
        #expect(desk.ask(fields: [TokenDesk.basic("%E2%84%AA"), TokenDesk.form]).status == 401)
        #expect(desk.ask(fields: [TokenDesk.basic("K"), TokenDesk.form]).status == 200)
    }

    @Test func `a realm is quoted`() throws {
        let desk = try TokenDesk(realm: "a \"b\" \\ \r\n é")
        let response = desk.ask(fields: [])
        #expect(response.status == 400)
        let challenge = desk.ask(fields: [TokenDesk.form]).values(of: "WWW-Authenticate")
        #expect(challenge == ["Basic realm=\"a \\\"b\\\" \\\\ ?? ?\", charset=\"UTF-8\""])
    }

    @Test(arguments: ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "post", "get", ""])
    func `another method is refused`(method: String) throws {
        let response = try TokenDesk().ask(method: method)
        try expect(response, 405, "invalid_request", "a token is fetched with POST or GET")
        #expect(response.values(of: "Allow") == ["GET, POST"])
    }

    /// An answer as RFC 6749 §5.2 has it, with nothing in it that must not be.
    private func expect(_ response: WholeResponse, _ status: Int, _ error: String, _ description: String) throws {
        #expect(response.status == status)
        #expect(hasCommonFields(response))
        #expect(response.members.map(\.name) == ["error", "error_description"])
        #expect(response.text("error") == error)
        let text = try #require(response.text("error_description"))
        #expect(text.hasPrefix(description), "\(text)")
        #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C })
        #expect(!text.contains(TokenDesk.secret))
    }
}
