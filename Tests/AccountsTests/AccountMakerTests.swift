import Registry
import Testing

@testable import Accounts

@Suite struct AccountMakerTests {
    private let maker = AccountMaker(random: { Array(repeating: 0xFF, count: $0) })

    private func account(_ role: AccountRole) throws -> Account {
        try NewAccount(id: "acc_1", name: "ada", role: role).account(at: 1000)
    }

    @Test func `ids and tokens have their forms, and are different each time`() {
        #expect(maker.accountID() == "acc_" + String(repeating: "_", count: 16))
        #expect(maker.merchantID().hasPrefix("mer_"))
        let session = AccountMaker().session(of: "acc_1", at: 1000)
        #expect(session.text.utf8.count == 43 && session.record.id.hasPrefix("ses_"))
        #expect(session.digest == AccountMaker.digest(of: session.text))
        #expect(AccountMaker().session(of: "acc_1", at: 1000).text != session.text)
        #expect(maker.invitation(for: nil, at: 1000).record.expiresAt == 1000 + 259_200)
        #expect(maker.invitation(for: nil, at: 1000).path.hasPrefix("/#/welcome/"))
    }

    @Test func `what a browser says of itself is shortened and holds no controls`() {
        let agent = "a\u{1B}[31m\u{85}\r\nb" + String(repeating: "c", count: 300)
        let session = maker.session(of: "acc_1", userAgent: agent, at: 1000).record
        #expect(session.userAgent == "a[31mb" + String(repeating: "c", count: 194))
    }

    @Test func `an API token has what was asked for, in order`() throws {
        let new = try maker.apiToken(
            of: try account(.operator), name: "deploy", permissions: [.readRoutes, .readAudit], at: 1000)
        #expect(new.text == "tlg_" + String(repeating: "_", count: 42) + "8")
        #expect(new.record.permissions == [.readAudit, .readRoutes])
        #expect(new.record.expiresAt == 1000 + 90 * 86_400)
    }

    @Test func `an API token that may not be is refused, and its twin is made`() throws {
        let reader = try account(.reader)
        let make = { (name: String, permissions: Set<Permission>, days: Int64) in
            try maker.apiToken(of: reader, name: name, permissions: permissions, expiresInDays: days, at: 1000)
        }
        #expect(throws: AccountRefusal.invalidName(.empty)) { try make("", [.readAudit], 1) }
        #expect(throws: AccountRefusal.noPermissions) { try make("t", [], 1) }
        #expect(throws: AccountRefusal.permissionsNotHeld([.writeAccounts])) {
            try make("t", [.readAudit, .writeAccounts], 1)
        }
        for days in [0, 366] as [Int64] {
            #expect(throws: AccountRefusal.invalidLifetime) { try make("t", [.readAudit], days) }
        }
        for days in [1, 365] as [Int64] { _ = try make("t", [.readAudit], days) }
    }

    @Test func `a page's token follows from the session's, and does not show it`() {
        let first = AccountMaker.csrfToken(ofSession: "a")
        #expect(first == AccountMaker.csrfToken(ofSession: "a"))
        #expect(first != AccountMaker.csrfToken(ofSession: "b"))
        #expect(first.utf8.count == 43)
    }
}
