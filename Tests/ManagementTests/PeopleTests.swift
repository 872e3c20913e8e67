import Accounts
import HTTPServer
import SQLiteStore
import Testing

@testable import Management

/// Merchants and accounts.
@Suite struct PeopleTests {
    private let any = [("If-Match", "*")]

    @Test func `a merchant is made, allowed more, and removed once nothing is its own`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let made = await plaza.ask(
            "POST", "/merchants", #"{"name":"Bakery","allowedScopes":["transactions:read"]}"#, by: ada)
        let path = "/merchants/" + (try #require(made["id"]?.text))
        #expect(made.status == 201 && made.field("Location") == "/api/v1" + path)
        let taken = await plaza.ask("POST", "/merchants", #"{"name":"Bakery","allowedScopes":[]}"#, by: ada)
        #expect(taken.status == 409 && taken.pointers == ["/name"])
        let application = try await plaza.register("Till", owner: "Bakery", by: ada)
        #expect(await plaza.ask("GET", path, by: ada)["applications"]?.integer == 1)
        #expect(await plaza.ask("DELETE", path, by: ada, any).status == 409)
        #expect(await plaza.ask("DELETE", "/applications/" + application, by: ada, any).status == 204)
        let allowed = await plaza.ask("PATCH", path, #"{"allowedScopes":["accounts:read"]}"#, by: ada, any)
        #expect(allowed["allowedScopes"]?.elements.compactMap(\.text) == ["accounts:read"])
        #expect(await plaza.ask("PATCH", path, #"{"allowedScopes":["accounts:none"]}"#, by: ada, any).status == 422)
        #expect(await plaza.ask("DELETE", path, by: ada, any).status == 204)
        #expect(await plaza.ask("GET", path, by: ada).status == 404)
    }

    @Test func `registering for an unknown owner makes a merchant that is allowed nothing`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        _ = try await plaza.register("Till", owner: "Bakery", by: ada)
        let items = await plaza.ask("GET", "/merchants", by: ada).items
        #expect(items.compactMap { $0["name"]?.text } == ["Bakery"])
        #expect(items.first?["allowedScopes"]?.elements.isEmpty == true)
    }

    @Test(arguments: [
        (#"{"name":"bob","role":"merchant"}"#, ["/merchantId"], 422),
        (#"{"name":"bob","role":"reader","merchantId":"m"}"#, ["/merchantId"], 422),
        (#"{"name":"bob","role":"merchant","merchantId":"mer_none"}"#, ["/merchantId"], 422),
        (#"{"name":"bob","role":"king"}"#, ["/role"], 400),
        (#"{"name":"","role":"reader","password":"short"}"#, ["/name", "/password"], 400),
        (#"{"name":"bob","role":"reader","password":"bobbobbobbob"}"#, ["/password"], 422),
    ])
    func `an account that cannot be is told what is wrong with it`(
        body: String, pointers: [String], status: Int
    ) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let answer = await plaza.ask("POST", "/accounts", body, by: ada)
        #expect(answer.status == status && Set(answer.pointers) == Set(pointers))
        #expect(await plaza.ask("POST", "/accounts", #"{"name":"bob","role":"reader"}"#, by: ada).status == 201)
        let taken = await plaza.ask("POST", "/accounts", #"{"name":"BOB","role":"reader"}"#, by: ada)
        #expect(taken.status == 409 && taken.pointers == ["/name"] && taken.faults == ["account.nameTaken"])
    }

    @Test func `the last operator stays`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let path = "/accounts/" + ada.accountID
        for body in [#"{"enabled":false}"#, #"{"role":"reader"}"#] {
            #expect(await plaza.ask("PATCH", path, body, by: ada, any).reason == "account.lastOperator")
        }
        #expect(await plaza.ask("DELETE", path, by: ada, any).reason == "account.lastOperator")
        _ = try await plaza.person("bob")
        #expect(await plaza.ask("PATCH", path, #"{"role":"reader"}"#, by: ada, any).status == 200)
    }

    @Test func `disabling, signing out and resetting end an account's sessions`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let bob = try await plaza.person("bob", .reader)
        let path = "/accounts/" + bob.accountID
        #expect(await plaza.ask("POST", path + "/sign-out", by: ada).status == 204)
        #expect(await plaza.ask("GET", "/session", by: bob).status == 401)
        let again = try await plaza.signIn("bob")
        #expect(await plaza.ask("PATCH", path, #"{"enabled":false}"#, by: ada, any)["enabled"]?.boolean == false)
        #expect(await plaza.ask("GET", "/session", by: again).status == 401)
        #expect(await plaza.ask("PATCH", path, #"{"enabled":true}"#, by: ada, any).status == 200)
        let third = try await plaza.signIn("bob")
        let reset = await plaza.ask("POST", path + "/reset", by: ada)
        #expect(reset["invitation"]?["url"]?.text?.hasPrefix(Plaza.origin + "/#/welcome/") == true)
        #expect(await plaza.ask("GET", "/session", by: third).status == 401)
        let body = #"{"name":"bob","password":"\#(Plaza.password)"}"#
        #expect(await plaza.ask("POST", "/session", body).status == 401)
    }

    @Test func `an operator sees and revokes the API tokens of others`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let bob = try await plaza.person("bob", .reader)
        let make = #"{"name":"nightly","permissions":["audit:read"]}"#
        let made = [
            await plaza.ask("POST", "/me/tokens", make, by: bob), await plaza.ask("POST", "/me/tokens", make, by: ada),
        ]
        let ids = made.compactMap { $0["id"]?.text }
        let bearer = [("Authorization", "Bearer " + (try #require(made[0]["token"]?.text)))]
        let path = "/accounts/\(bob.accountID)/tokens"
        let listed = await plaza.ask("GET", path, by: ada).items
        #expect(listed.compactMap { $0["id"]?.text } == [ids[0]] && listed[0]["token"] == nil)
        // Another account's is not found here, and stays.
        #expect(await plaza.ask("DELETE", path + "/" + ids[1], by: ada).reason == "token.unknown")
        #expect(await plaza.ask("DELETE", path + "/" + ids[0], by: bob).status == 403)
        #expect(await plaza.ask("GET", "/audit", nil, bearer).status == 200)
        #expect(await plaza.ask("DELETE", path + "/" + ids[0], by: ada).status == 204)
        #expect(await plaza.ask("GET", "/audit", nil, bearer).status == 401)
        #expect(await plaza.ask("GET", path, by: ada).items.isEmpty)
        #expect(await plaza.ask("GET", "/me/tokens", by: ada).items.count == 1)
        let entry = try #require(await plaza.ask("GET", "/audit?limit=1", by: ada).items.first)
        #expect(entry["kind"]?.text == "token.revoked" && entry["who"]?.text.map { $0.contains("ada") } == true)
        #expect(await plaza.ask("GET", "/accounts/acc_none/tokens", by: ada).status == 404)
    }

    @Test func `accounts are listed by kind`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        _ = try await plaza.merchantPerson("Bakery")
        let list = await plaza.ask("GET", "/accounts?role=merchant", by: ada)
        #expect(list.items.compactMap { $0["name"]?.text } == ["Bakery-person"] && list["total"]?.integer == 1)
        #expect(await plaza.ask("GET", "/accounts", by: ada)["total"]?.integer == 2)
    }

    // MARK: Audit

    @Test func `what is done stands in the audit, with the difference`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let path = "/applications/\(try await plaza.register("Till", owner: "Bakery", by: ada))"
        _ = await plaza.ask("PATCH", path, #"{"name":"=Kiosk"}"#, by: ada, any)
        let entry = try #require(await plaza.ask("GET", "/audit?kind=application.edited", by: ada).items.first)
        #expect(entry["who"]?.text == "account:ada" && entry["subject"]?["name"]?.text == "=Kiosk")
        let change = try #require(entry["changes"]?.elements.first)
        #expect(
            change["field"]?.text == "name" && change["before"]?.text == "Till" && change["after"]?.text == "=Kiosk")
        let first = await plaza.ask("GET", "/audit?limit=1", by: ada)
        let next = try #require(first["next"]?.integer)
        #expect(
            await plaza.ask("GET", "/audit?before=\(next)&limit=1", by: ada).items.first?["sequence"]?.integer ?? 0
                < next)
        let verdict = await plaza.ask("GET", "/audit/verify", by: ada)
        #expect(verdict["intact"]?.boolean == true && verdict["head"]?.text?.utf8.count == 64)
        let lines = await plaza.ask("GET", "/audit/export", by: ada).response.content.split(separator: 0x0A)
        #expect(Int64(lines.count) == verdict["entries"]?.integer)
        let csv = String(
            decoding: await plaza.ask("GET", "/audit/export?format=csv", by: ada).response.content, as: UTF8.self)
        // What a spreadsheet would carry out is text.
        #expect(csv.contains(",\"'=Kiosk\",") && !csv.contains(",\"=Kiosk\","))
    }

    // MARK: What the configuration says

    @Test func `merchants' people see the audiences of which they may grant something`() async throws {
        let plaza = try Plaza.open()
        let bakery = try await plaza.merchantPerson("Bakery", allowed: ["transactions:read"])
        let items = await plaza.ask("GET", "/audiences", by: bakery).items
        #expect(items.compactMap { $0["name"]?.text } == ["transactions"])
        #expect(items.first?["operations"]?.elements.compactMap { $0["grantable"]?.boolean } == [true, false])
        let ada = try await plaza.person("ada")
        #expect(await plaza.ask("GET", "/audiences", by: ada).items.count == 2)
    }

    @Test func `each route says how many applications reach it`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let off = try await plaza.register("Off", owner: "Bakery", by: ada)
        _ = try await plaza.register("On", owner: "Bakery", by: ada)
        _ = try await plaza.register("Other", owner: "Bakery", scopes: ["accounts:read"], by: ada)
        _ = await plaza.ask("POST", "/applications/\(off)/disable", by: ada)
        let items = await plaza.ask("GET", "/routes", by: ada).items
        #expect(items.compactMap { $0["applications"]?.integer } == [1, 2])
        #expect(await plaza.ask("GET", "/routes?q=HEALTH", by: ada).items.count == 1)
        let reaching = await plaza.ask("GET", "/routes/0/applications", by: ada)
        #expect(reaching.items.compactMap { $0["name"]?.text } == ["On"])
        #expect(await plaza.ask("GET", "/routes/7/applications", by: ada).reason == "route.unknown")
    }

    @Test(
        arguments: [
            (#"{"method":"GET","target":"/t"}"#, [], 200),
            (#"{"method":"GET\r\nX: y","target":"/t"}"#, ["/method"], 400),
            (#"{"method":"GET","target":"/t","token":"x\u007f"}"#, ["/token"], 400),
            (#"{"method":"GET","target":"/t","application":"app_none"}"#, ["/application"], 422),
            (#"{"method":"GET","target":"/t","scopes":["transactions:none"]}"#, ["/scopes/0"], 422),
            (#"{"method":"GET","target":"/t","scopes":["transactions:read"],"token":"x"}"#, ["/token"], 422),
        ] as [(String, [String], Int)])
    func `a question is one question`(body: String, pointers: [String], status: Int) async throws {
        let plaza = try Plaza.open()
        let answer = await plaza.ask("POST", "/explain", body, by: try await plaza.person("ada"))
        #expect(answer.status == status && answer.pointers == pointers)
    }
}
