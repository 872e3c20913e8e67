import Accounts
import HTTPServer
import SQLiteStore
import Testing

@testable import Management

/// Who may ask for what.
@Suite struct PermissionTests {
    /// One request for each permission, and what it answers to whoever has it.
    static let requests: [(Permission, String, String, String?, Int)] = [
        (.readApplications, "GET", "/applications", nil, 200), (.readApplications, "GET", "/audiences", nil, 200),
        (.writeApplications, "POST", "/applications", "{}", 400), (.readMerchants, "GET", "/merchants", nil, 200),
        (.writeMerchants, "POST", "/merchants", "{}", 400), (.readAccounts, "GET", "/accounts", nil, 200),
        (.writeAccounts, "POST", "/accounts", "{}", 400), (.readRoutes, "GET", "/routes", nil, 200),
        (.readRoutes, "GET", "/routes/0/applications", nil, 200),
        (.readRoutes, "POST", "/explain", #"{"method":"GET","target":"/t"}"#, 200),
        (.readAudit, "GET", "/audit", nil, 200), (.readAudit, "GET", "/audit/export", nil, 200),
        (.readAudit, "GET", "/audit/verify", nil, 200),
    ]

    @Test(arguments: requests)
    func `each role may ask for what its permissions say, and nobody for anything`(
        permission: Permission, method: String, path: String, body: String?, status: Int
    ) async throws {
        let plaza = try Plaza.open()
        let people = [
            try await plaza.person("ada"), try await plaza.person("rita", .reader),
            try await plaza.merchantPerson("Bakery"),
        ]
        let roles: [AccountRole] = [.operator, .reader, .merchant("")]
        for (person, role) in zip(people, roles) {
            let answer = await plaza.ask(method, path, body, by: person)
            #expect(answer.status == (role.permissions.contains(permission) ? status : 403), "\(role)")
        }
        #expect(await plaza.ask(method, path, body).status == 401)
    }

    @Test(arguments: requests)
    func `an API token may do what it says, and no more`(
        permission: Permission, method: String, path: String, body: String?, status: Int
    ) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        for named in Permission.allCases {
            let made = await plaza.ask(
                "POST", "/me/tokens", #"{"name":"script","permissions":["\#(named.rawValue)"]}"#, by: ada)
            let token = try #require(made["token"]?.text)
            let answer = await plaza.ask(method, path, body, [("Authorization", "Bearer " + token)])
            #expect(answer.status == (named == permission ? status : 403))
        }
    }

    @Test func `an API token does less once its account may do less, and nothing once it is revoked`() async throws {
        let plaza = try Plaza.open()
        let (ada, bob) = (try await plaza.person("ada"), try await plaza.person("bob"))
        let made = await plaza.ask(
            "POST", "/me/tokens", #"{"name":"s","permissions":["merchants:read","merchants:write"]}"#, by: bob)
        let fields = [("Authorization", "Bearer " + (try #require(made["token"]?.text)))]
        let body = #"{"name":"Bakery","allowedScopes":[]}"#
        #expect(await plaza.ask("POST", "/merchants", body, fields).status == 201)
        let demoted = await plaza.ask(
            "PATCH", "/accounts/\(bob.accountID)", #"{"role":"reader"}"#, by: ada, [("If-Match", "*")])
        #expect(demoted.status == 200)
        #expect(await plaza.ask("POST", "/merchants", body, fields).status == 403)
        #expect(await plaza.ask("GET", "/merchants", nil, fields).status == 200)
        let again = try await plaza.signIn("bob")
        #expect(await plaza.ask("DELETE", "/me/tokens/\(try #require(made["id"]?.text))", by: again).status == 204)
        #expect(await plaza.ask("GET", "/merchants", nil, fields).reason == "token.invalid")
    }

    @Test(arguments: [
        "Bearer tlg_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "Bearer x", "Basic YTpi", "tlg_x", "",
    ])
    func `what is no API token of ours is refused, whatever cookie comes along`(field: String) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let answer = await plaza.ask("GET", "/me", by: ada, [("Authorization", field)])
        #expect(answer.status == 401 && answer.field("WWW-Authenticate") == "Bearer realm=\"tollgate\"")
        #expect(await plaza.ask("GET", "/me", by: ada).status == 200)
    }

    @Test(
        arguments: [
            ("POST", "/me/tokens", #"{"name":"more","permissions":["audit:read"]}"#),
            ("POST", "/me/password", #"{"currentPassword":"x","newPassword":"another long password"}"#),
            ("POST", "/me/totp", #"{"currentPassword":"x"}"#), ("GET", "/me/sessions", nil), ("GET", "/me/tokens", nil),
            ("GET", "/session", nil), ("PATCH", "/me", #"{"language":"nl"}"#),
        ] as [(String, String, String?)])
    func `an API token makes no more of itself`(method: String, path: String, body: String?) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let all = Permission.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        let made = await plaza.ask("POST", "/me/tokens", #"{"name":"s","permissions":[\#(all)]}"#, by: ada)
        let fields = [("Authorization", "Bearer " + (try #require(made["token"]?.text)))]
        #expect(await plaza.ask(method, path, body, fields).reason == "session.needed")
        #expect(await plaza.ask("GET", "/me", nil, fields).status == 200)
    }

    @Test func `nobody gives a token what the account does not have`() async throws {
        let plaza = try Plaza.open()
        let rita = try await plaza.person("rita", .reader)
        let body = #"{"name":"s","permissions":["audit:read","merchants:write"]}"#
        #expect(await plaza.ask("POST", "/me/tokens", body, by: rita).pointers == ["/permissions/1"])
        #expect(
            await plaza.ask("POST", "/me/tokens", #"{"name":"s","permissions":["audit:read"]}"#, by: rita).status == 201
        )
    }
}
