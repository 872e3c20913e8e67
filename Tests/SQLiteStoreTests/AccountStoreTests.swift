import Accounts
import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

@Suite struct AccountStoreTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore.open(path: folder.database)
    }

    private let origin = AccountConformance.origin

    @Test(arguments: AccountConformance.rules)
    func `SQLite keeps the rules of every store of accounts`(rule: AccountConformance.Rule) async throws {
        try await rule.check(store)
    }

    @Test func `sessions that have ended leave no rows behind`() async throws {
        let account = try await add("ada")
        for index in 0..<5 { try await signIn(account, at: 1000 + Int64(index)) }
        #expect(try await count("sessions") == 5)
        try await signIn(account, at: 1003 + 1800)
        #expect(try await count("sessions") == 2)
    }

    @Test func `an account that is removed leaves nothing that authenticates`() async throws {
        _ = try await add("ada")
        let bob = try await add("bob")
        try await signIn(bob, at: 1000)
        let maker = AccountMaker()
        let token = try maker.apiToken(of: bob, name: "t", permissions: [.readAudit], at: 1000)
        _ = try await store.addToken(token, once: nil, by: origin)
        _ = try await store.resetAccount(
            bob.id, invitation: maker.invitation(for: bob.id, at: 1000), expecting: nil, by: origin)
        try await signIn(try #require(try await store.account(bob.id)), at: 1000)
        _ = try await store.removeAccount(bob.id, expecting: nil, by: origin)
        for table in ["sessions", "api_tokens", "invitations"] { #expect(try await count(table) == 0, "\(table)") }
        #expect(try await count("accounts") == 1)
    }

    @Test func `nothing that authenticates is in the file`() async throws {
        let account = try await add("ada")
        let maker = AccountMaker()
        let session = maker.session(of: account.id, at: 1000)
        let verified = try #require(try await store.credentials(of: account.id))
        _ = try await store.startSession(session, verified: verified, step: nil, by: origin)
        let token = try maker.apiToken(of: account, name: "t", permissions: [.readAudit], at: 1000)
        _ = try await store.addToken(token, once: nil, by: origin)
        let link = maker.invitation(for: account.id, at: 1000)
        _ = try await store.resetAccount(account.id, invitation: link, expecting: nil, by: origin)
        let copy = folder.path + "/copy.db"
        try await store.backUp(to: copy)
        let bytes = try folder.text("copy.db")
        #expect(bytes.contains("ada") && bytes.contains(account.id))
        for secret in [session.text, token.text, link.text] { #expect(!bytes.contains(secret)) }
    }

    @Test(arguments: [
        ("UPDATE accounts SET role = 'root'", "role: what it holds is not a role"),
        ("UPDATE accounts SET role = 'merchant'", "role: what it holds is not a role"),
        ("UPDATE accounts SET enabled = 2", "enabled: what it holds is neither 0 nor 1"),
        (
            "UPDATE accounts SET password = '$scrypt$ln=31,r=8,p=1$AAAA$AAAA'",
            "password: what it holds is not a password's hash"
        ),
        ("UPDATE accounts SET language = 'tlh'", "language: what it holds is not a language"),
        ("UPDATE accounts SET name = CAST(x'C328' AS TEXT)", "name: what it holds is not UTF-8 text"),
    ])
    func `a damaged account is an error that names table, row and column`(sql: String, fault: String) async throws {
        let account = try await add("ada")
        #expect(try await store.credentials(of: account.id) != nil)
        try await tamper(sql)
        do {
            _ = try await store.credentials(of: account.id)
            Issue.record("no failure")
        } catch {
            #expect(error.message.contains("accounts, row 1, column \(fault)"), "\(error)")
        }
    }

    @Test func `a token's damaged permissions give it none`() async throws {
        let account = try await add("ada")
        let token = try AccountMaker().apiToken(of: account, name: "t", permissions: [.readAudit], at: 1000)
        _ = try await store.addToken(token, once: nil, by: origin)
        #expect(try await store.useToken(token.digest, at: 1001) != nil)
        try await tamper("UPDATE api_tokens SET permissions = 'audit:read everything'")
        await #expect(throws: AccountError.self) { try await store.useToken(token.digest, at: 1001) }
    }

    private func add(_ name: String) async throws -> Account {
        let wanted = NewAccount(id: "acc_" + name, name: name, role: .operator, password: AccountConformance.hash(1))
        return try #require(try await store.addAccount(wanted, invitation: nil, once: nil, by: origin).made)
    }

    private func signIn(_ account: Account, at now: Int64) async throws {
        let verified = try #require(try await store.credentials(of: account.id))
        let session = AccountMaker().session(of: account.id, at: now)
        _ = try await store.startSession(
            session, verified: verified, step: nil, by: ChangeOrigin(time: now, who: "test"))
    }

    private func count(_ table: String) async throws -> Int? {
        try await store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
    }

    private func tamper(_ sql: String) async throws {
        let queue = try DatabaseQueue(path: folder.database)
        try await queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try db.execute(sql: sql)
        }
        try queue.close()
    }
}
