import Accounts
import HTTPServer
import SQLiteStore
import Testing

@testable import Management

/// Who may ask for what.
@Suite struct PermissionTests {
    /// One request for each permission, and what it answers to whoever has it.
    static let requests: [([Permission], String, String, String?, Int)] = [
        ([.readApplications], "GET", "/applications", nil, 200), ([.readApplications], "GET", "/audiences", nil, 200),
        ([.writeApplications], "POST", "/applications", "{}", 400), ([.readMerchants], "GET", "/merchants", nil, 200),
        ([.writeMerchants], "POST", "/merchants", "{}", 400), ([.readAccounts], "GET", "/accounts", nil, 200),
        ([.writeAccounts], "POST", "/accounts", "{}", 400), ([.readRoutes], "GET", "/routes", nil, 200),
        ([.readRoutes, .readApplications], "GET", "/routes/0/applications", nil, 200),
        ([.readRoutes, .readApplications], "POST", "/explain", #"{"method":"GET","target":"/t"}"#, 200),
        ([.readAudit], "GET", "/audit", nil, 200), ([.readAudit], "GET", "/audit/export", nil, 200),
        ([.readAudit], "GET", "/audit/verify", nil, 200),
    ]

    @Test(arguments: requests)
    func `each role may ask for what its permissions say, and nobody for anything`(
        permissions: [Permission], method: String, path: String, body: String?, status: Int
    ) async throws {
        let plaza = try Plaza.open()
        let people = [
            try await plaza.person("ada"), try await plaza.person("rita", .reader),
            try await plaza.merchantPerson("Bakery"),
        ]
        let roles: [AccountRole] = [.operator, .reader, .merchant("")]
        for (person, role) in zip(people, roles) {
            let answer = await plaza.ask(method, path, body, by: person)
            #expect(answer.status == (role.permissions.isSuperset(of: permissions) ? status : 403), "\(role)")
        }
        #expect(await plaza.ask(method, path, body).status == 401)
    }

    @Test(arguments: requests)
    func `an API token may do what it says, and no more`(
        permissions: [Permission], method: String, path: String, body: String?, status: Int
    ) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        for held in Permission.allCases.map({ [$0] }) + [permissions] {
            let answer = await plaza.ask(method, path, body, try await token(plaza, ada, held))
            #expect(answer.status == (Set(held).isSuperset(of: permissions) ? status : 403), "\(held)")
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
        "Bearer tlg_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "Bearer x", "Bearer  x", "Basic YTpi", "tlg_x", "",
    ])
    func `what is no API token of ours is refused, whatever cookie comes along`(field: String) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let answer = await plaza.ask("GET", "/me", by: ada, [("Authorization", field)])
        #expect(answer.status == 401 && answer.field("WWW-Authenticate") == "Bearer realm=\"tollgate\"")
        #expect(await plaza.ask("GET", "/me", by: ada).status == 200)
    }

    @Test(arguments: ["Bearer ", "bearer ", "Bearer   "])
    func `an API token stands behind its scheme and one space or more`(beginning: String) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let made = await plaza.ask("POST", "/me/tokens", #"{"name":"s","permissions":["audit:read"]}"#, by: ada)
        let token = try #require(made["token"]?.text)
        #expect(await plaza.ask("GET", "/me", nil, [("Authorization", beginning + token)]).status == 200)
        #expect(await plaza.ask("GET", "/me", nil, [("Authorization", beginning + token + " x")]).status == 401)
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

    /// What a token for accounts could make more of itself with.
    static let takingOver: [(String, String, String?)] = [
        ("POST", "/accounts", #"{"name":"eve","role":"operator","password":"an operator of my own"}"#),
        ("POST", "/accounts", #"{"name":"eve","role":"reader"}"#), ("POST", "/accounts/ada/reset", nil),
        ("POST", "/accounts/ada/sign-out", nil), ("PATCH", "/accounts/ada", #"{"enabled":false}"#),
        ("PATCH", "/accounts/rita", #"{"role":"operator"}"#), ("PATCH", "/accounts/rita", #"{"enabled":true}"#),
        ("DELETE", "/accounts/rita", nil), ("PATCH", "/accounts/peter", #"{"role":"operator","merchantId":null}"#),
        ("POST", "/accounts/peter/reset", nil), ("DELETE", "/accounts/rita/tokens/TOKEN", nil),
    ]

    @Test(arguments: takingOver)
    func `an API token makes and takes over no account that may do more than it`(
        method: String, path: String, body: String?
    ) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let rita = try await plaza.person("rita", .reader)
        let people = ["ada": ada, "rita": rita, "peter": try await plaza.merchantPerson("Bakery")]
        let ritas = await plaza.ask(
            "POST", "/me/tokens", #"{"name":"r","permissions":["audit:read"]}"#, by: rita)
        let path = people.reduce(path.replacing("TOKEN", with: try #require(ritas["id"]?.text))) {
            $0.replacing("/accounts/" + $1.key, with: "/accounts/" + $1.value.accountID)
        }
        let weak = try await token(plaza, ada, [.readAccounts, .writeAccounts, .readAudit])
        let before = await plaza.ask("GET", "/accounts", by: ada).response.content
        let refused = await plaza.ask(method, path, body, weak + [("If-Match", "*")])
        #expect(refused.reason == "account.beyond" || refused.pointers == ["/role"])
        #expect(await plaza.ask("GET", "/accounts", by: ada).response.content == before)
        // With all that the account may, it is done.
        let strong = try await token(plaza, try await plaza.person("bob"), Permission.allCases)
        #expect((200...204).contains(await plaza.ask(method, path, body, strong + [("If-Match", "*")]).status))
    }

    @Test func `an API token makes accounts that may do no more than it`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let made = await plaza.ask("POST", "/merchants", #"{"name":"Bakery","allowedScopes":[]}"#, by: ada)
        let id = try #require(made["id"]?.text)
        let script = try await token(plaza, ada, [.writeAccounts, .readApplications, .writeApplications])
        let body = #"{"name":"peter","role":"merchant","merchantId":"\#(id)"}"#
        let peter = await plaza.ask("POST", "/accounts", body, script)
        #expect(peter.status == 201)
        let account = try #require(peter["account"]?["id"]?.text)
        #expect(await plaza.ask("POST", "/accounts/\(account)/reset", nil, script).status == 200)
    }

    /// The field of an API token of somebody.
    private func token(
        _ plaza: Plaza, _ person: Plaza.Browser, _ permissions: [Permission]
    ) async throws -> [(name: String, value: String)] {
        let list = permissions.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        let made = await plaza.ask("POST", "/me/tokens", #"{"name":"s","permissions":[\#(list)]}"#, by: person)
        return [("Authorization", "Bearer " + (try #require(made["token"]?.text)))]
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
