import Accounts
import HTTPServer
import Testing

@testable import Management

/// One answer names every field at fault: who repairs what it says need not ask again to be told of more.
@Suite struct FaultsTests {
    private func faults(_ answer: Reply) -> [String: String] {
        Dictionary(zip(answer.pointers, answer.faults), uniquingKeysWith: { $0 + " " + $1 })
    }

    @Test(arguments: [
        (#"["transactions:refnd","bad scope"]"#, ["/scopes/0": "scope.undeclared", "/scopes/1": "scope.malformed"]),
        (#"["bad scope","transactions:refnd"]"#, ["/scopes/0": "scope.malformed", "/scopes/1": "scope.undeclared"]),
        (
            #"["transactions:read","accounts:none","transactions:read"]"#,
            ["/scopes/1": "scope.undeclared", "/scopes/2": "list.repeated"]
        ),
        (#"["accounts:none",7]"#, ["/scopes/0": "scope.undeclared", "/scopes/1": "type.wrong"]),
    ])
    func `scopes that can be read are looked at beside one that cannot`(
        scopes: String, expected: [String: String]
    ) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let body = #"{"name":"Till","owner":"Bakery","scopes":\#(scopes)}"#
        let answer = await plaza.ask("POST", "/applications", body, by: ada)
        #expect(answer.status == 400 && faults(answer) == expected)
        let merchant = await plaza.ask("POST", "/merchants", #"{"name":"M","allowedScopes":\#(scopes)}"#, by: ada)
        #expect(merchant.status == 400 && merchant.pointers.count == expected.count)
    }

    @Test func `a list that is too long is not looked at`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let scopes = (0...1_000).map { "\"transactions:no\($0)\"" }.joined(separator: ",")
        let body = #"{"name":"Till","owner":"Bakery","scopes":[\#(scopes)]}"#
        #expect(faults(await plaza.ask("POST", "/applications", body, by: ada)) == ["/scopes": "list.long"])
    }

    @Test func `permissions that are not held are told beside one that is none`() async throws {
        let plaza = try Plaza.open()
        let eve = try await plaza.person("eve", .reader)
        let body = #"{"name":"","permissions":["accounts:write","no:such"]}"#
        #expect(
            faults(await plaza.ask("POST", "/me/tokens", body, by: eve)) == [
                "/name": "text.invalid", "/permissions/0": "token.permissionsNotHeld",
                "/permissions/1": "value.unknown",
            ])
    }

    @Test(arguments: [
        ("/merchants", #"{"name":"Bakery","allowedScopes":["accounts:none"]}"#, 422, "/allowedScopes/0"),
        ("/merchants", #"{"name":"Bakery","allowedScopes":["bad scope"]}"#, 400, "/allowedScopes/0"),
        ("/accounts", #"{"name":"ADA","role":"merchant","merchantId":"mer_none"}"#, 422, "/merchantId"),
        ("/accounts", #"{"name":"ada","role":"king"}"#, 400, "/role"),
        ("/accounts", #"{"name":"ada","role":"reader","password":"adaadaadaada"}"#, 422, "/password"),
    ])
    func `a taken name is told with what else is wrong`(
        path: String, body: String, status: Int, other: String
    ) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let bakery = #"{"name":"Bakery","allowedScopes":[]}"#
        #expect(await plaza.ask("POST", "/merchants", bakery, by: ada).status == 201)
        let answer = await plaza.ask("POST", path, body, by: ada)
        #expect(answer.status == status && Set(answer.pointers) == [other, "/name"])
        #expect(answer.faults.contains("account.nameTaken"))
        // With a free name, only the other one is left.
        let free = body.replacing("Bakery", with: "Free").replacing("ADA", with: "free")
            .replacing(#""name":"ada""#, with: #""name":"free""#)
        #expect(await plaza.ask("POST", path, free, by: ada).pointers.contains("/name") == false)
    }

    @Test func `a taken name that is the only fault is a conflict, and none for whoever has made it`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        for (path, body) in [
            ("/merchants", #"{"name":"Bakery","allowedScopes":[]}"#), ("/accounts", #"{"name":"bob","role":"reader"}"#),
        ] {
            let key = [("Idempotency-Key", path)]
            for _ in 0..<2 { #expect(await plaza.ask("POST", path, body, by: ada, key).status == 201) }
            let taken = await plaza.ask("POST", path, body, by: ada)
            #expect(taken.status == 409 && taken.pointers == ["/name"] && taken.reason == "account.nameTaken")
        }
    }
}
