import Accounts
import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

/// No content of the file may end the process: each of these once-valid rows was changed behind our back.
@Suite struct DamagedRowTests {
    private let store: SQLiteStore
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore.open(path: folder.database)
    }

    /// Runs a statement as a careless administrator would, with every safeguard off.
    private func tamper(_ sql: String) async throws {
        let queue = try DatabaseQueue(path: folder.database)
        try await queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: "DROP TRIGGER registry_changes_not_updated")
            try db.execute(sql: sql)
        }
        try queue.close()
    }

    private func message<Value>(_ body: () async throws -> Value) async -> String {
        do {
            _ = try await body()
            return "no failure"
        } catch StoreError.failed(let failure) where failure.kind == .corrupt {
            return failure.message
        } catch AccountError.failed(let failure) where failure.kind == .corrupt {
            return failure.message
        } catch let failure as StoreFailure where failure.kind == .corrupt {
            return failure.message
        } catch {
            return "another error: \(error)"
        }
    }

    private static let end = "; correct it, or put a backup of the database in its place"

    @Test(arguments: [
        ("UPDATE applications SET enabled = 2", "enabled: what it holds is neither 0 nor 1"),
        ("UPDATE applications SET id = 'a b'", "id: what it holds is not a client id"),
        ("UPDATE applications SET name = CAST(x'C328' AS TEXT)", "name: what it holds is not UTF-8 text"),
        ("UPDATE applications SET owner = CAST(x'FF' AS TEXT)", "owner: what it holds is not UTF-8 text"),
        ("UPDATE application_scopes SET scope = 'transactions'", "scopes: what it holds is not a list of scopes"),
        ("UPDATE application_scopes SET scope = ''", "scopes: what it holds is not a list of scopes"),
        ("DELETE FROM application_scopes", "scopes: what it holds is missing"),
        ("UPDATE application_secrets SET digest = x'00'", "secrets: what it holds is not a list of secrets"),
        ("UPDATE application_secrets SET id = 'a b'", "secrets: what it holds is not a list of secrets"),
        ("DELETE FROM application_secrets", "secrets: what it holds is missing"),
    ])
    func `a damaged application is an error that names table, row and column`(sql: String, fault: String) async throws {
        _ = try await store.register(StoreConformance.registration("a"), by: StoreConformance.origin)
        #expect(try await store.view().inOrder.count == 1)
        try await tamper(sql)
        #expect(await message { try await store.view() } == "applications, row 1, column " + fault + Self.end)
    }

    @Test(arguments: [
        ("application = 'x{'", "application: what it holds is not JSON"),
        ("application = '[]'", "id: what it holds is missing"),
        ("application = '7'", "id: what it holds is missing"),
        (
            "application = json_set(application, '$.id', 'b')",
            "application: what it holds is another application than application_id says"
        ),
        ("application = json_set(application, '$.number', 'one')", "number: what it holds is not an integer"),
        ("application = json_set(application, '$.number', 1e300)", "number: what it holds is not an integer"),
        ("application = json_set(application, '$.enabled', 7)", "enabled: what it holds is neither 0 nor 1"),
        ("application = json_set(application, '$.name', json('[1]'))", "no failure"),
        ("application = json_set(application, '$.scopes', 5)", "scopes: what it holds is not a list of scopes"),
        ("application = json_set(application, '$.scopes[0]', 'x')", "scopes: what it holds is not a list of scopes"),
        (
            "application = json_set(application, '$.secrets', json('[\"x\", 1]'))",
            "secrets: what it holds is missing"
        ),
        (
            "application = json_set(application, '$.secrets[0].digest', 'zz')",
            "secrets: what it holds is not a list of secrets"
        ),
        ("kind = 'renamed'", "kind: what it holds is not a kind of change"),
        ("who = CAST(x'FF' AS TEXT)", "who: what it holds is not UTF-8 text"),
    ])
    func `a damaged change is an error that names table, row and column`(change: String, fault: String) async throws {
        _ = try await store.register(StoreConformance.registration("a"), by: StoreConformance.origin)
        #expect(try await store.changes(after: 0).count == 1)
        try await tamper("UPDATE registry_changes SET " + change)
        let expected = fault == "no failure" ? fault : "registry_changes, row 1, column " + fault + Self.end
        #expect(await message { try await store.changes(after: 0) } == expected)
    }

    // A day near the end of Int64 ended "tollgate applications show" with an overflow.
    @Test(arguments: ["-1", "2932897", "9223372036854775807"])
    func `a damaged day of a use is an error that names table, row and column`(day: String) async throws {
        _ = try await store.register(StoreConformance.registration("a"), by: StoreConformance.origin)
        try await store.recordUses([SecretUse(secretID: "sec_a", day: 2_932_896)])
        #expect(try await store.secretUses(of: "a").map(\.day) == [2_932_896])
        try await tamper("UPDATE secret_uses SET day = " + day)
        #expect(
            await message { try await store.secretUses(of: "a") }
                == "secret_uses, row of a, column day: what it holds is no day" + Self.end)
    }

    // A time near the end of Int64 ended the gateway with an overflow, when a lifetime was added to it.
    @Test(arguments: ["-1", "253402300800", "9223372036854775807", "-9223372036854775808"])
    func `a damaged time of a session or an invitation is an error that names table, row and column`(
        time: String
    ) async throws {
        let origin = AccountConformance.origin
        let invitation = AccountMaker().invitation(for: "acc_a", at: origin.time)
        let account = NewAccount(id: "acc_a", name: "ada", role: .operator)
        _ = try await store.addAccount(account, invitation: invitation, once: nil, by: origin)
        let session = AccountMaker().session(of: "acc_a", at: origin.time)
        let credentials = try #require(try await store.credentials(of: "acc_a"))
        _ = try await store.startSession(session, verified: credentials, step: nil, by: origin)
        #expect(try await store.useSession(session.digest, at: origin.time) != nil)
        #expect(try await store.invitation(invitation.digest, at: origin.time) != nil)
        try await tamper("UPDATE sessions SET used_at = \(time); UPDATE invitations SET created_at = \(time)")
        let fault = "what it holds is no time" + Self.end
        #expect(
            await message { try await store.useSession(session.digest, at: origin.time) }
                == "sessions, row 1, column used_at: " + fault)
        #expect(
            await message { try await store.invitation(invitation.digest, at: origin.time) }
                == "invitations, row of an account, column created_at: " + fault)
    }

    // The next entry of the audit ended the gateway with an overflow: the next failed sign-in of anybody did.
    @Test func `a damaged number of the audit is an error that names table and column`() async throws {
        let registration = StoreConformance.registration("a")
        _ = try await store.register(registration, by: StoreConformance.origin)
        try await tamper("UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name = 'audit_entries'")
        let expected = "sqlite_sequence, row of audit_entries, column seq: what it holds has no successor" + Self.end
        #expect(
            await message { try await store.register(StoreConformance.registration("b"), by: StoreConformance.origin) }
                == expected)
    }

    @Test func `a file cut short or overwritten is an error`() async throws {
        for index in 0..<50 {
            _ = try await store.register(StoreConformance.registration("app_\(index)"), by: StoreConformance.origin)
        }
        try store.close()
        try Damage.overwrite(folder.database, from: 4096, with: 0x5A)
        do {
            _ = try await SQLiteStore.open(path: folder.database).view()
            Issue.record("a damaged file was read")
        } catch let failure as StoreFailure {
            #expect(failure.kind == .corrupt)
        } catch let error as StoreError {
            #expect(error.failure(path: "").kind == .corrupt)
        }
    }
}
