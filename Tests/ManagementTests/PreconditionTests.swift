import Accounts
import HTTPServer
import Registry
import SQLiteStore
import Testing

@testable import Management

/// `If-Match` of changes: nobody overwrites unseen what somebody else has changed.
@Suite struct PreconditionTests {
    /// Each change of an application, and the statuses without `If-Match`, with `*` and with the version there is.
    static let ofApplications: [(method: String, path: String, body: String?, bare: Int, named: Int)] = [
        ("PATCH", "", #"{"name":"Kiosk"}"#, 428, 200), ("DELETE", "", nil, 428, 204),
        ("POST", "/enable", nil, 200, 200), ("POST", "/disable", nil, 200, 200),
        ("POST", "/revoke-tokens", nil, 200, 200), ("POST", "/secrets", "{}", 201, 201),
        ("PATCH", "/secrets/OLD", #"{"endsAt":"2030-01-01T00:00:00Z"}"#, 428, 200),
        ("DELETE", "/secrets/OLD", nil, 200, 200), ("DELETE", "/secrets/OLD?revokeTokens=true", nil, 200, 200),
    ]

    @Test(arguments: ofApplications)
    func `a change of an application of another version is refused, and shown what there is`(
        method: String, path: String, body: String?, bare: Int, named: Int
    ) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        /// An application that was changed once; with a second secret where one is to be removed.
        func application() async throws -> (path: String, seen: String, now: String) {
            let application = "/applications/\(try await plaza.register("Till", owner: "Bakery", by: ada))"
            let made = await plaza.ask("GET", application, by: ada)
            let old = try #require(made["secrets"]?.elements.first?["id"]?.text)
            let seen = try #require(made.field("ETag"))
            let removes = method == "DELETE" && path.contains("/secrets/")
            let changed =
                removes
                ? await plaza.ask("POST", application + "/secrets", "{}", by: ada)
                : await plaza.ask("PATCH", application, #"{"name":"Meanwhile"}"#, by: ada, [("If-Match", "*")])
            return (application + path.replacing("OLD", with: old), seen, try #require(changed.field("ETag")))
        }
        let late = try await application()
        let refused = await plaza.ask(method, late.path, body, by: ada, [("If-Match", late.seen)])
        #expect(refused.status == 412 && refused.reason == "version.mismatch")
        #expect(refused.field("ETag") == late.now && refused["current"]?["clientId"]?.text != nil)
        let id = String(late.path.split(separator: "/")[1])
        #expect(try await plaza.store.versionedApplication(id)?.version == Int64(late.now.dropFirst().dropLast()))
        #expect(await plaza.ask(method, late.path, body, by: ada, [("If-Match", late.now)]).status == named)
        let anybody = try await application()
        #expect(await plaza.ask(method, anybody.path, body, by: ada, [("If-Match", "*")]).status == named)
        let bold = try await application()
        #expect(await plaza.ask(method, bold.path, body, by: ada).status == bare)
    }

    @Test func `a secret that was made under a key is shown again, whatever version there is by then`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let path = "/applications/\(try await plaza.register("Till", owner: "Bakery", by: ada))"
        let seen = try #require(await plaza.ask("GET", path, by: ada).field("ETag"))
        let fields = [("If-Match", seen), ("Idempotency-Key", "one")]
        let first = await plaza.ask("POST", path + "/secrets", "{}", by: ada, fields)
        let second = await plaza.ask("POST", path + "/secrets", "{}", by: ada, fields)
        #expect(first.status == 201 && second.response.content == first.response.content)
    }

    /// Each change of an account that goes without `If-Match`.
    @Test(arguments: [("POST", "/reset", 200), ("POST", "/sign-out", 204)])
    func `a change of an account of another version is refused`(method: String, path: String, status: Int) async throws
    {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let bob = try await plaza.person("bob", .reader)
        let account = "/accounts/" + bob.accountID
        let seen = try #require(await plaza.ask("GET", account, by: ada).field("ETag"))
        let other = #"{"language":"nl"}"#
        #expect(await plaza.ask("PATCH", "/me", other, by: bob).status == 200)
        let refused = await plaza.ask(method, account + path, by: ada, [("If-Match", seen)])
        #expect(refused.status == 412 && refused["current"]?["language"]?.text == "nl")
        #expect(await plaza.ask("GET", "/session", by: bob).status == 200)
        let now = try #require(refused.field("ETag"))
        #expect(await plaza.ask(method, account + path, by: ada, [("If-Match", now)]).status == status)
        #expect(await plaza.ask("GET", "/session", by: bob).status == 401)
        #expect(await plaza.ask(method, account + path, by: ada).status == status)
    }

    @Test func `a change of one's own account of another version is refused`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        func version() async throws -> Int64 {
            try #require(await plaza.ask("GET", "/me", by: ada)["account"]?["version"]?.integer)
        }
        let seen = "\"\(try await version())\""
        #expect(await plaza.ask("PATCH", "/me", #"{"language":"nl"}"#, by: ada, [("If-Match", seen)]).status == 200)
        let now = "\"\(try await version())\""
        let password = #"{"currentPassword":"\#(Plaza.password)","newPassword":"another long phrase"}"#
        for (method, path, body) in [("PATCH", "/me", #"{"language":null}"#), ("POST", "/me/password", password)] {
            let refused = await plaza.ask(method, path, body, by: ada, [("If-Match", seen)])
            #expect(refused.status == 412 && refused.field("ETag") == now, "\(method) \(path)")
            #expect(refused["current"]?["account"]?["language"]?.text == "nl")
        }
        #expect(await plaza.ask("POST", "/me/password", password, by: ada, [("If-Match", now)]).status == 204)
    }
}
