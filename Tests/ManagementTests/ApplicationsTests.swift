import Accounts
import HTTPServer
import Registry
import SQLiteStore
import Testing

@testable import Management

@Suite struct ApplicationsTests {
    @Test func `a registration is in force and shows its secret this once`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let body = #"{"name":"Till","owner":"Bakery","scopes":["transactions:refund","transactions:read"]}"#
        let answer = await plaza.ask("POST", "/applications", body, by: ada)
        #expect(answer.status == 201)
        let id = try #require(answer["application"]?["clientId"]?.text)
        let secret = try #require(answer["clientSecret"]?.text)
        #expect(answer.field("Location") == "/api/v1/applications/" + id)
        #expect(
            answer["application"]?["scopes"]?.elements.compactMap(\.text) == [
                "transactions:read", "transactions:refund",
            ])
        #expect(answer["application"]?["secrets"]?.elements.first?["id"]?.text == answer["secretId"]?.text)
        let stored = try #require(try await plaza.store.application(id))
        #expect(stored.secrets.map(\.digest) == [AccountMaker.digest(of: secret)])
        #expect(plaza.reachedSequence >= 1)
        let shown = await plaza.ask("GET", "/applications/" + id, by: ada)
        #expect(!String(decoding: shown.response.content, as: UTF8.self).contains(secret))
        #expect(shown["number"]?.integer == 1 && shown["enabled"]?.boolean == true)
    }

    @Test func `the list stands in the order of registration, in pages, and can be searched and sorted`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        for (name, owner) in [("Zulu", "Bakery"), ("alpha", "Bakery"), ("Mike", "Café")] {
            _ = try await plaza.register(name, owner: owner, by: ada)
        }
        func names(_ query: String) async -> [String] {
            await plaza.ask("GET", "/applications" + query, by: ada).items.compactMap { $0["name"]?.text }
        }
        #expect(await names("") == ["Zulu", "alpha", "Mike"])
        #expect(await names("?sort=-number") == ["Mike", "alpha", "Zulu"])
        #expect(await names("?sort=name") == ["alpha", "Mike", "Zulu"])
        #expect(await names("?offset=1&limit=1") == ["alpha"])
        #expect(await names("?owner=Caf%C3%A9") == ["Mike"])
        #expect(await names("?q=CAF%C3%89") == ["Mike"])
        #expect(await names("?scope=transactions:refund") == [])
        #expect(await plaza.ask("GET", "/applications?limit=1", by: ada)["total"]?.integer == 3)
    }

    @Test func `an application is edited, disabled, enabled, and its tokens revoked`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let path = "/applications/\(try await plaza.register("Till", owner: "Bakery", by: ada))"
        let edited = await plaza.ask(
            "PATCH", path, #"{"name":"Kiosk","scopes":["accounts:read"],"owner":"Café"}"#, by: ada, [("If-Match", "*")])
        #expect(edited["name"]?.text == "Kiosk" && edited["owner"]?.text == "Café")
        #expect(edited["scopes"]?.elements.compactMap(\.text) == ["accounts:read"])
        #expect(await plaza.ask("POST", path + "/disable", by: ada)["enabled"]?.boolean == false)
        #expect(await plaza.ask("POST", path + "/enable", by: ada)["enabled"]?.boolean == true)
        #expect(await plaza.ask("POST", path + "/revoke-tokens", by: ada)["generation"]?.integer == 2)
        #expect(await plaza.ask("DELETE", path, by: ada, [("If-Match", "*")]).status == 204)
        #expect(await plaza.ask("GET", path, by: ada).status == 404)
    }

    @Test func `secrets are added, ended and removed`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let path = "/applications/\(try await plaza.register("Till", owner: "Bakery", by: ada))/secrets"
        let any = [("If-Match", "*")]
        let added = await plaza.ask("POST", path, #"{"oldSecretsEndIn":60}"#, by: ada)
        #expect(added.status == 201 && added["application"]?["secrets"]?.elements.count == 2)
        let new = try #require(added["secretId"]?.text)
        #expect(added.field("Location") == "/api/v1" + path + "/" + new)
        let old = try #require(added["application"]?["secrets"]?.elements.first?["id"]?.text)
        #expect(await plaza.ask("POST", path, by: ada).status == 409)
        #expect(
            await plaza.ask("PATCH", path + "/" + old, #"{"endsAt":null}"#, by: ada, any)["secrets"]?.elements.first?[
                "endsAt"]?.text == nil)
        #expect(
            await plaza.ask("PATCH", path + "/" + old, #"{"endsAt":"1999-01-01T00:00:00Z"}"#, by: ada, any).pointers
                == [
                    "/endsAt"
                ])
        #expect(await plaza.ask("PATCH", path + "/" + old, "{}", by: ada, any).pointers == ["/endsAt"])
        let removed = await plaza.ask("DELETE", path + "/\(old)?revokeTokens=true", by: ada)
        #expect(removed["secrets"]?.elements.count == 1 && removed["generation"]?.integer == 2)
        #expect(await plaza.ask("DELETE", path + "/" + new, by: ada).status == 409)
        #expect(await plaza.ask("DELETE", path + "/" + old, by: ada).reason == "secret.unknown")
    }

    // MARK: Idempotency

    @Test func `the same key twice makes one application, and gives the same answer`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let body = #"{"name":"Till","owner":"Bakery","scopes":["transactions:read"]}"#
        let key = [("Idempotency-Key", "one")]
        let first = await plaza.ask("POST", "/applications", body, by: ada, key)
        let second = await plaza.ask("POST", "/applications", body, by: ada, key)
        #expect(first.status == 201 && second.status == 201)
        #expect(first.response.content == second.response.content)
        #expect(await plaza.ask("GET", "/applications", by: ada)["total"]?.integer == 1)
        // Other content under the same key is a mistake; the same content under another makes another.
        let other = body.replacing("Till", with: "Kiosk")
        #expect(await plaza.ask("POST", "/applications", other, by: ada, key).status == 422)
        #expect(await plaza.ask("POST", "/applications", body, by: ada, [("Idempotency-Key", "two")]).status == 201)
        #expect(await plaza.ask("GET", "/applications", by: ada)["total"]?.integer == 2)
    }

    @Test func `what was made under a key and is gone is not made again`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let body = #"{"name":"Till","owner":"Bakery","scopes":["transactions:read"]}"#
        let key = [("Idempotency-Key", "one")]
        let made = await plaza.ask("POST", "/applications", body, by: ada, key)
        let path = try #require(made.field("Location")).replacing("/api/v1", with: "")
        #expect(await plaza.ask("DELETE", path, by: ada, [("If-Match", "*")]).status == 204)
        #expect(await plaza.ask("POST", "/applications", body, by: ada, key).reason == "application.unknown")
        #expect(await plaza.ask("GET", "/applications", by: ada)["total"]?.integer == 0)
    }

    @Test func `the keys of two accounts do not meet`() async throws {
        let plaza = try Plaza.open()
        let (ada, bob) = (try await plaza.person("ada"), try await plaza.person("bob"))
        let body = #"{"name":"Till","owner":"Bakery","scopes":["transactions:read"]}"#
        let key = [("Idempotency-Key", "one")]
        let first = await plaza.ask("POST", "/applications", body, by: ada, key)
        let second = await plaza.ask("POST", "/applications", body, by: bob, key)
        #expect(first["clientSecret"]?.text != second["clientSecret"]?.text)
    }

    @Test func `who repeats a registration is not shown what belongs to another merchant by now`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let bakery = try await plaza.merchantPerson("Bakery")
        let body = #"{"name":"Till","scopes":["transactions:read"]}"#
        let key = [("Idempotency-Key", "one")]
        func register() async -> Reply { await plaza.ask("POST", "/applications", body, by: bakery, key) }
        let path = "/applications/" + (try #require(await register()["application"]?["clientId"]?.text))
        func give(to owner: String) async -> Reply {
            let edit = #"{"owner":"\#(owner)","name":"Of \#(owner)"}"#
            return await plaza.ask("PATCH", path, edit, by: ada, [("If-Match", "*")])
        }
        #expect(await give(to: "Café").status == 200)
        let theirs = await register()
        let none = await plaza.ask("GET", "/applications/app_none", by: bakery)
        #expect(theirs.status == 404 && theirs.response.content == none.response.content)
        #expect(await give(to: "Bakery").status == 200)
        let again = await register()
        #expect(again.status == 201 && again["application"]?["name"]?.text == "Of Bakery")
    }

    @Test func `who has gone over to another merchant is shown nothing of the former by a repeated registration`()
        async throws
    {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let bakery = try await plaza.merchantPerson("Bakery")
        let body = #"{"name":"Till","scopes":["transactions:read"]}"#
        let key = [("Idempotency-Key", "one")]
        #expect(await plaza.ask("POST", "/applications", body, by: bakery, key).status == 201)
        let cafe = await plaza.ask(
            "POST", "/merchants", #"{"name":"Café","allowedScopes":["transactions:read"]}"#, by: ada)
        let id = try #require(cafe["id"]?.text)
        let moved = await plaza.ask(
            "PATCH", "/accounts/" + bakery.accountID, #"{"merchantId":"\#(id)"}"#, by: ada, [("If-Match", "*")])
        #expect(moved.status == 200)
        let again = try await plaza.signIn("Bakery-person")
        #expect(await plaza.ask("POST", "/applications", body, by: again, key).status == 404)
    }

    @Test(arguments: ["", "a b", "ä", String(repeating: "x", count: 256)])
    func `a key that is none is refused`(key: String) async throws {
        let plaza = try Plaza.open()
        let body = #"{"name":"Till","owner":"Bakery","scopes":["transactions:read"]}"#
        let answer = await plaza.ask(
            "POST", "/applications", body, by: try await plaza.person("ada"), [("Idempotency-Key", key)])
        #expect(answer.reason == "idempotency.malformed")
    }

    // MARK: Merchants' people

    /// Everything that can be asked of one application.
    static let requests: [(String, String, String?)] = [
        ("GET", "", nil), ("PATCH", "", #"{"name":"Mine"}"#), ("DELETE", "", nil), ("POST", "/enable", nil),
        ("POST", "/disable", nil), ("POST", "/revoke-tokens", nil), ("POST", "/secrets", "{}"),
        ("PATCH", "/secrets/SECRET", #"{"endsAt":null}"#), ("DELETE", "/secrets/SECRET", nil),
        ("DELETE", "/secrets/SECRET?revokeTokens=true", nil),
    ]

    @Test(arguments: requests)
    func `another merchant's application is not there, in no way different from none`(
        method: String, tail: String, body: String?
    ) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let bakery = try await plaza.merchantPerson("Bakery")
        _ = try await plaza.merchantPerson("Café")
        let id = try await plaza.register("Till", owner: "Café", by: ada)
        let before = try await plaza.store.versionedApplication(id)
        let secret = try #require(before?.application.secrets.first?.id)
        let path = tail.replacing("SECRET", with: secret)
        let fields = [("If-Match", "*")]
        let theirs = await plaza.ask(method, "/applications/\(id)\(path)", body, by: bakery, fields)
        let none = await plaza.ask(method, "/applications/app_none\(path)", body, by: bakery, fields)
        #expect(theirs.status == 404)
        #expect(theirs.response.content == none.response.content)
        #expect(theirs.response.fields.map(\.value) == none.response.fields.map(\.value))
        #expect(try await plaza.store.versionedApplication(id) == before)
        // The same of its own is answered.
        let own = try await plaza.register("Own", owner: "Bakery", by: bakery)
        let ownSecret = try #require(try await plaza.store.application(own)?.secrets.first?.id)
        let answer = await plaza.ask(
            method, "/applications/\(own)\(tail.replacing("SECRET", with: ownSecret))", body, by: bakery, fields)
        #expect(answer.status != 404)
    }

    @Test func `a merchant's person sees its own applications only`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let bakery = try await plaza.merchantPerson("Bakery")
        _ = try await plaza.register("Theirs", owner: "Café", by: ada)
        _ = try await plaza.register("Own", owner: "Bakery", by: bakery)
        for query in ["", "?q=e", "?owner=Bakery", "?limit=500", "?sort=owner"] {
            let list = await plaza.ask("GET", "/applications" + query, by: bakery)
            #expect(list.items.allSatisfy { $0["owner"]?.text == "Bakery" } && list["total"]?.integer ?? 9 <= 1)
        }
        #expect(await plaza.ask("GET", "/applications", by: bakery)["total"]?.integer == 1)
        #expect(await plaza.ask("GET", "/applications?owner=Caf%C3%A9", by: bakery)["total"]?.integer == 0)
        #expect(await plaza.ask("GET", "/applications", by: ada)["total"]?.integer == 2)
    }

    @Test func `a merchant's person grants what the merchant is allowed, and keeps what is there`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let bakery = try await plaza.merchantPerson("Bakery", allowed: ["transactions:read", "accounts:read"])
        let beyond = #"{"name":"Till","scopes":["transactions:read","transactions:refund"]}"#
        let refused = await plaza.ask("POST", "/applications", beyond, by: bakery)
        #expect(refused.pointers == ["/scopes/1"] && refused.faults == ["scope.notAllowed"])
        let own = await plaza.ask(
            "POST", "/applications", #"{"name":"Till","scopes":["transactions:read"]}"#, by: bakery)
        #expect(own.status == 201 && own["application"]?["owner"]?.text == "Bakery")
        let path = "/applications/" + (try #require(own["application"]?["clientId"]?.text))
        let any = [("If-Match", "*")]
        // An operator grants more; the person may keep that, and not add it anew once it is gone.
        let more = #"{"scopes":["transactions:read","transactions:refund"]}"#
        #expect(await plaza.ask("PATCH", path, more, by: bakery, any).faults == ["scope.notAllowed"])
        #expect(await plaza.ask("PATCH", path, more, by: ada, any).status == 200)
        #expect(await plaza.ask("PATCH", path, more, by: bakery, any).status == 200)
        #expect(await plaza.ask("PATCH", path, #"{"scopes":["accounts:read"]}"#, by: bakery, any).status == 200)
        #expect(await plaza.ask("PATCH", path, more, by: bakery, any).faults == ["scope.notAllowed"])
    }

    @Test func `a merchant's person is not told by refusals which scopes another audience has`() async throws {
        let plaza = try Plaza.open()
        let bakery = try await plaza.merchantPerson("Bakery", allowed: ["transactions:read"])
        let refusal = { (scope: String) in
            await plaza.ask("POST", "/applications", #"{"name":"Till","scopes":["\#(scope)"]}"#, by: bakery)
        }
        let text = { (answer: Reply) in String(decoding: answer.response.content, as: UTF8.self) }
        let (there, near, none) = (
            await refusal("accounts:read"), await refusal("accounts:raed"), await refusal("nowhere:read")
        )
        #expect(there.faults == ["scope.undeclared"])
        #expect(text(there).replacing("accounts:read", with: "nowhere:read") == text(none))
        #expect(text(near).replacing("accounts:raed", with: "nowhere:read") == text(none))
        // Of an audience that is listed for it, it is told.
        #expect(await refusal("transactions:refund").faults == ["scope.notAllowed"])
        #expect(text(await refusal("transactions:refnd")).contains(#"did you mean \"transactions:refund\"?"#))
    }

    @Test func `a merchant's person enables what the merchant's people disabled, and not what an operator did`()
        async throws
    {
        let plaza = try Plaza.open()
        let (ada, bakery) = (try await plaza.person("ada"), try await plaza.merchantPerson("Bakery"))
        let path = "/applications/" + (try await plaza.register("Till", owner: "Bakery", by: ada))
        func ask(_ action: String, _ person: Plaza.Browser) async -> Reply {
            await plaza.ask("POST", path + "/" + action, by: person)
        }
        // What is enabled stays so, whoever says it again.
        #expect(await ask("enable", bakery).status == 200)
        #expect(await ask("disable", bakery).status == 200)
        #expect(await ask("enable", bakery).status == 200)
        #expect(await ask("disable", ada).status == 200)
        #expect(await ask("enable", bakery).reason == "application.held")
        // Disabling it once more changes nothing, and so gives no right to it.
        #expect(await ask("disable", bakery).status == 200)
        #expect(await ask("enable", bakery).reason == "application.held")
        #expect(await ask("enable", ada).status == 200)
    }

    @Test func `a merchant's person gives no application away, and removes none`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let bakery = try await plaza.merchantPerson("Bakery")
        let body = #"{"name":"Till","owner":"Café","scopes":["transactions:read"]}"#
        #expect(await plaza.ask("POST", "/applications", body, by: bakery).pointers == ["/owner"])
        #expect(await plaza.ask("POST", "/applications", body, by: ada).status == 201)
        let path = "/applications/\(try await plaza.register("Own", owner: "Bakery", by: bakery))"
        let any = [("If-Match", "*")]
        #expect(await plaza.ask("PATCH", path, #"{"owner":"Café"}"#, by: bakery, any).pointers == ["/owner"])
        #expect(await plaza.ask("PATCH", path, #"{"owner":"Bakery"}"#, by: bakery, any).status == 200)
        #expect(await plaza.ask("DELETE", path, by: bakery, any).status == 403)
        #expect(await plaza.ask("DELETE", path, by: ada, any).status == 204)
    }
}
