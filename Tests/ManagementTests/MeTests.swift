import Accounts
import HTTPServer
import SQLiteStore
import Testing

@testable import Management

@Suite struct MeTests {
    @Test func `the language is chosen, and left to the browser`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        #expect(await plaza.ask("PATCH", "/me", #"{"language":"nl"}"#, by: ada)["account"]?["language"]?.text == "nl")
        #expect(await plaza.ask("PATCH", "/me", #"{"language":null}"#, by: ada)["account"]?["language"]?.text == nil)
        #expect(await plaza.ask("PATCH", "/me", #"{"language":"fr"}"#, by: ada).pointers == ["/language"])
    }

    @Test func `changing the password needs the old one, and ends the other sessions`() async throws {
        let plaza = try Plaza.open()
        let (one, two) = (try await plaza.person("ada"), try await plaza.signIn("ada"))
        func change(_ old: String, _ new: String) async -> Reply {
            await plaza.ask("POST", "/me/password", #"{"currentPassword":"\#(old)","newPassword":"\#(new)"}"#, by: one)
        }
        #expect(await change("wrong password", "another long password").pointers == ["/currentPassword"])
        #expect(await change(Plaza.password, "short").pointers == ["/newPassword"])
        #expect(await plaza.ask("GET", "/session", by: two).status == 200)
        #expect(await change(Plaza.password, "another long password").status == 204)
        #expect(await plaza.ask("GET", "/session", by: two).status == 401)
        #expect(await plaza.ask("GET", "/session", by: one).status == 200)
        let old = #"{"name":"ada","password":"\#(Plaza.password)"}"#
        #expect(await plaza.ask("POST", "/session", old).status == 401)
    }

    @Test func `an authenticator counts once a code has confirmed it, and each code once`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        func signIn(_ code: String?) async -> Reply {
            let code = code.map { #","code":"\#($0)""# } ?? ""
            return await plaza.ask("POST", "/session", #"{"name":"ada","password":"\#(Plaza.password)"\#(code)}"#)
        }
        let current = #"{"currentPassword":"\#(Plaza.password)"}"#
        #expect(await plaza.ask("POST", "/me/totp/confirm", #"{"code":"000000"}"#, by: ada).reason == "totp.notBegun")
        #expect(await plaza.ask("POST", "/me/totp", #"{"currentPassword":"wrong"}"#, by: ada).status == 422)
        let begun = await plaza.ask("POST", "/me/totp", current, by: ada)
        #expect(begun["uri"]?.text?.hasPrefix("otpauth://totp/") == true)
        let secret = try #require(plaza.services.pendingTOTP.secret(for: ada.accountID, at: plaza.now))
        #expect(begun["secret"]?.text == secret.text)
        func code() -> String { String(decoding: secret.code(at: plaza.now / TOTPSecret.step), as: UTF8.self) }
        // Not yet.
        #expect(await signIn(nil).status == 201)
        let wrong = code() == "123456" ? "654321" : "123456"
        #expect(await plaza.ask("POST", "/me/totp/confirm", #"{"code":"\#(wrong)"}"#, by: ada).pointers == ["/code"])
        #expect(await plaza.ask("POST", "/me/totp/confirm", #"{"code":"\#(code())"}"#, by: ada).status == 204)
        #expect(await signIn(nil).reason == "session.codeNeeded")
        #expect(await signIn(wrong).reason == "session.refused")
        // The code that confirmed was used.
        #expect(await signIn(code()).reason == "session.refused")
        plaza.pass(60)
        #expect(await signIn(code()).status == 201)
        #expect(await signIn(code()).reason == "session.refused")
        #expect(await plaza.ask("POST", "/me/totp", current, by: ada).reason == "totp.present")
        #expect(await plaza.ask("POST", "/me/totp/remove", current, by: ada).status == 204)
        #expect(await signIn(nil).status == 201)
    }

    @Test func `an API token is shown this once, and listed without its text`() async throws {
        let plaza = try Plaza.open()
        let (ada, bob) = (try await plaza.person("ada"), try await plaza.person("bob"))
        let body = #"{"name":"deploy","permissions":["applications:read"],"expiresInDays":1}"#
        let key = [("Idempotency-Key", "k")]
        let made = await plaza.ask("POST", "/me/tokens", body, by: ada, key)
        #expect(made.status == 201)
        #expect(await plaza.ask("POST", "/me/tokens", body, by: ada, key)["token"]?.text == made["token"]?.text)
        let list = await plaza.ask("GET", "/me/tokens", by: ada)
        #expect(
            list.items.count == 1 && list.items.first?["token"] == nil && list.items.first?["lastUsed"]?.text == nil)
        let fields = [("Authorization", "Bearer " + (try #require(made["token"]?.text)))]
        #expect(await plaza.ask("GET", "/applications", nil, fields).status == 200)
        #expect(await plaza.ask("GET", "/me/tokens", by: ada).items.first?["lastUsed"]?.text != nil)
        let path = "/me/tokens/" + (try #require(made["id"]?.text))
        #expect(await plaza.ask("DELETE", path, by: bob).reason == "token.unknown")
        plaza.pass(86_400)
        #expect(await plaza.ask("GET", "/applications", nil, fields).status == 401)
    }
}
