import Accounts
import HTTPServer
import SQLiteStore
import Testing

@testable import Management

@Suite struct SessionTests {
    private func signIn(_ plaza: Plaza, _ name: String, _ password: String, code: String? = nil) async -> Reply {
        let code = code.map { #","code":"\#($0)""# } ?? ""
        return await plaza.ask("POST", "/session", #"{"name":"\#(name)","password":"\#(password)"\#(code)}"#)
    }

    @Test func `an unknown name, a wrong password and a disabled account get the same answer`() async throws {
        let plaza = try Plaza.open()
        let (ada, bob) = (try await plaza.person("ada"), try await plaza.person("bob"))
        let any = [("If-Match", "*")]
        #expect(
            await plaza.ask("PATCH", "/accounts/\(bob.accountID)", #"{"enabled":false}"#, by: ada, any).status == 200)
        let answers = [
            await signIn(plaza, "nobody", Plaza.password), await signIn(plaza, "ada", "wrong password"),
            await signIn(plaza, "bob", Plaza.password),
        ]
        for answer in answers {
            #expect(answer.status == 401 && answer.reason == "session.refused")
            #expect(answer.response.content == answers[0].response.content)
            #expect(answer.field("Set-Cookie") == nil)
        }
        #expect(await signIn(plaza, "ADA", Plaza.password).status == 201)
    }

    @Test func `guessing is slowed, then refused, and passes`() async throws {
        let plaza = try Plaza.open()
        _ = try await plaza.person("ada")
        var statuses: [Int] = []
        for _ in 0..<40 { statuses.append(await signIn(plaza, "ada", "wrong password").status) }
        #expect(statuses.first == 401 && statuses.last == 429)
        let refused = await signIn(plaza, "ada", Plaza.password)
        #expect(refused.status == 429 && refused.reason == "session.slowed")
        #expect((Int64(refused.field("Retry-After") ?? "") ?? 0) >= 1)
        plaza.pass(120)
        #expect(await signIn(plaza, "ada", Plaza.password).status == 201)
    }

    @Test func `a session ends half an hour after its last use, and twelve hours after signing in`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        plaza.pass(Session.idleLifetime - 60)
        #expect(await plaza.ask("GET", "/session", by: ada).status == 200)
        plaza.pass(Session.idleLifetime - 60)
        #expect(await plaza.ask("GET", "/session", by: ada).status == 200)
        plaza.pass(Session.idleLifetime)
        #expect(await plaza.ask("GET", "/session", by: ada).status == 401)
        let again = try await plaza.signIn("ada")
        for _ in 0..<(Session.lifetime / 1_200 - 1) {
            plaza.pass(1_200)
            #expect(await plaza.ask("GET", "/session", by: again).status == 200)
        }
        plaza.pass(1_200)
        #expect(await plaza.ask("GET", "/session", by: again).status == 401)
    }

    @Test func `who signs in anew leaves the session of the same browser, and no other`() async throws {
        let plaza = try Plaza.open()
        let (ada, other) = (try await plaza.person("ada"), try await plaza.signIn("ada"))
        func content(_ password: String) -> String { #"{"name":"ada","password":"\#(password)"}"# }
        #expect(await plaza.ask("POST", "/session", content("wrong password"), by: ada).status == 401)
        #expect(await plaza.ask("GET", "/session", by: ada).status == 200)
        let answer = await plaza.ask("POST", "/session", content(Plaza.password), by: ada)
        #expect(answer.status == 201)
        #expect(await plaza.ask("GET", "/session", by: ada).status == 401)
        for browser in [other, try Plaza.Browser(answer)] {
            #expect(await plaza.ask("GET", "/session", by: browser).status == 200)
        }
    }

    @Test func `signing out ends the session, and has the browser forget it`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let out = await plaza.ask("DELETE", "/session", by: ada)
        #expect(out.status == 204)
        #expect(out.field("Set-Cookie")?.hasPrefix("tollgate_session=; Max-Age=0") == true)
        #expect(await plaza.ask("GET", "/session", by: ada).reason == "session.needed")
    }

    @Test func `sessions are listed, and each can be ended`() async throws {
        let plaza = try Plaza.open()
        let (one, two) = (try await plaza.person("ada"), try await plaza.signIn("ada"))
        let bob = try await plaza.person("bob")
        let items = await plaza.ask("GET", "/me/sessions", by: two).items
        #expect(items.count == 2 && items.count { $0["current"]?.boolean == true } == 1)
        let other = try #require(items.first { $0["current"]?.boolean == false }?["id"]?.text)
        #expect(await plaza.ask("DELETE", "/me/sessions/" + other, by: bob).reason == "session.unknown")
        #expect(await plaza.ask("GET", "/session", by: one).status == 200)
        #expect(await plaza.ask("DELETE", "/me/sessions/" + other, by: two).status == 204)
        #expect(await plaza.ask("GET", "/session", by: one).status == 401)
        #expect(await plaza.ask("GET", "/session", by: two).status == 200)
    }

    // MARK: Invitations

    @Test func `the first operator chooses name and password, once`() async throws {
        let plaza = try Plaza.open()
        #expect(await plaza.ask("GET", "/meta")["setupNeeded"]?.boolean == true)
        let invitation = AccountMaker().invitation(for: nil, at: plaza.now)
        try await plaza.store.inviteFirstOperator(invitation, by: plaza.origin)
        func accept(_ token: String, _ name: String?, _ password: String = Plaza.password) async -> Reply {
            let name = name.map { #""name":"\#($0)","# } ?? ""
            return await plaza.ask(
                "POST", "/invitations/accept", #"{\#(name)"token":"\#(token)","password":"\#(password)"}"#)
        }
        #expect(await accept("wrong", "ada").pointers == ["/token"])
        #expect(await accept(invitation.text, nil).pointers == ["/name"])
        #expect(await accept(invitation.text, "ada", "short").pointers == ["/password"])
        let answer = await accept(invitation.text, "ada")
        #expect(answer.status == 201 && answer["account"]?["role"]?.text == "operator")
        let first = try Plaza.Browser(answer)
        #expect(await plaza.ask("GET", "/session", by: first).status == 200)
        #expect(await accept(invitation.text, "eve").pointers == ["/token"])
        #expect(await plaza.ask("GET", "/meta")["setupNeeded"]?.boolean == false)
    }

    @Test func `an invited account chooses its password, and nobody else its name`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let made = await plaza.ask("POST", "/accounts", #"{"name":"rita","role":"reader"}"#, by: ada)
        #expect(made.status == 201 && made["account"]?["hasPassword"]?.boolean == false)
        let url = try #require(made["invitation"]?["url"]?.text)
        #expect(url.hasPrefix(Plaza.origin + "/#/welcome/"))
        let token = String(url.split(separator: "/").last ?? "")
        let path = "/invitations/accept"
        let named = #"{"token":"\#(token)","password":"\#(Plaza.password)","name":"eve"}"#
        #expect(await plaza.ask("POST", path, named).pointers == ["/name"])
        plaza.pass(Invitation.lifetime)
        let body = #"{"token":"\#(token)","password":"\#(Plaza.password)"}"#
        #expect(await plaza.ask("POST", path, body).pointers == ["/token"])
        plaza.pass(-Invitation.lifetime)
        let answer = await plaza.ask("POST", path, body)
        #expect(answer.status == 201 && answer["account"]?["name"]?.text == "rita")
        #expect(await signIn(plaza, "rita", Plaza.password).status == 201)
    }
}
