import Accounts
import Configuration
import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

/// What somebody who can write the file may do to the audit, and what is found of it.
@Suite struct AuditTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore.open(path: folder.database)
    }

    private let origin = StoreConformance.origin

    /// Five entries: a merchant, three applications, and one edit.
    private func fill() async throws {
        for id in ["a", "b", "c"] { _ = try await store.register(StoreConformance.registration(id), by: origin) }
        _ = try await store.edit("b", ApplicationEdit(name: "Kiosk,new"), by: origin)
    }

    private func tamper(_ sql: String) async throws {
        let queue = try DatabaseQueue(path: folder.database)
        try await queue.writeWithoutTransaction { db in
            for trigger in ["updated", "deleted", "replaced"] {
                try db.execute(sql: "DROP TRIGGER audit_entries_not_\(trigger)")
            }
            try db.execute(sql: sql)
        }
        try queue.close()
    }

    @Test(arguments: [
        ("UPDATE audit_entries SET who = 'eve' WHERE sequence = 3", AuditVerdict.Break.changed(sequence: 3)),
        ("UPDATE audit_entries SET time = time + 1 WHERE sequence = 1", .changed(sequence: 1)),
        ("UPDATE audit_entries SET kind = 'application.enabled' WHERE sequence = 5", .changed(sequence: 5)),
        ("UPDATE audit_entries SET subject_name = subject_name || 'x' WHERE sequence = 4", .changed(sequence: 4)),
        // One text longer and the next shorter: the same bytes, if they were not counted.
        (
            "UPDATE audit_entries SET subject_id = 'b,Kiosk', subject_name = 'new' WHERE sequence = 5",
            .changed(sequence: 5)
        ),
        ("UPDATE audit_entries SET changes = '[]' WHERE sequence = 5", .changed(sequence: 5)),
        ("UPDATE audit_entries SET changes = replace(changes, ':', ': ') WHERE sequence = 5", .changed(sequence: 5)),
        ("UPDATE audit_entries SET digest = zeroblob(32) WHERE sequence = 2", .changed(sequence: 2)),
        ("UPDATE audit_entries SET previous = zeroblob(32) WHERE sequence = 2", .moved(sequence: 2)),
        ("DELETE FROM audit_entries WHERE sequence = 3", .missing(sequence: 3)),
        ("DELETE FROM audit_entries WHERE sequence = 1", .missing(sequence: 1)),
        ("DELETE FROM audit_entries WHERE sequence >= 4", .cutOff(sequence: 4)),
        ("DELETE FROM audit_entries", .cutOff(sequence: 1)),
        (
            """
            UPDATE audit_entries SET sequence = 100 WHERE sequence = 3; UPDATE audit_entries SET sequence = 3 WHERE sequence = 4;
            UPDATE audit_entries SET sequence = 4 WHERE sequence = 100
            """, .moved(sequence: 3)
        ),
        (
            "DELETE FROM audit_entries WHERE sequence = 3; UPDATE audit_entries SET sequence = sequence - 1 WHERE sequence > 3",
            .moved(sequence: 3)
        ),
    ])
    func `the first break is found`(sql: String, expected: AuditVerdict.Break) async throws {
        try await fill()
        #expect(try await store.verifyAudit(expecting: nil).isIntact)
        try await tamper(sql)
        let verdict = try await store.verifyAudit(expecting: nil)
        #expect(verdict.firstBreak == expected)
        #expect(verdict.entries == expected.sequence - 1)
    }

    @Test func `entries that were cut off leave a gap behind them when others follow`() async throws {
        try await fill()
        try await tamper("DELETE FROM audit_entries WHERE sequence = 5")
        #expect(try await store.verifyAudit(expecting: nil).firstBreak == .cutOff(sequence: 5))
        _ = try await store.disable("a", by: origin)
        #expect(try await store.verifyAudit(expecting: nil).firstBreak == .missing(sequence: 5))
    }

    @Test func `a chain that was written anew is whole, and does not have the head that was kept`() async throws {
        try await fill()
        let head = try await store.verifyAudit(expecting: nil).head
        _ = try await store.disable("a", by: origin)
        let later = try await store.verifyAudit(expecting: head)
        #expect(later.expectedAt == 5 && later.entries == 6)
        try await tamper("DELETE FROM audit_entries; DELETE FROM sqlite_sequence WHERE name = 'audit_entries'")
        try await store.pool.write { try AuditBeginning.write($0) }
        let verdict = try await store.verifyAudit(expecting: head)
        #expect(verdict.isIntact && verdict.entries == 5)
        #expect(verdict.expectedAt == nil)
    }

    @Test(arguments: [
        "UPDATE audit_entries SET who = 'somebody'", "DELETE FROM audit_entries",
        "REPLACE INTO audit_entries SELECT * FROM audit_entries",
    ])
    func `the audit cannot be rewritten`(sql: String) async throws {
        try await fill()
        await #expect {
            try await store.pool.write { try $0.execute(sql: sql) }
        } throws: { ($0 as? DatabaseError)?.message == "audit_entries is append-only" }
        #expect(try await store.verifyAudit(expecting: nil).isIntact)
    }

    @Test func `keys and configurations have their entries, a restart has none`() async throws {
        let key = StoredKey(id: "k1", algorithm: "ES256", sealed: [1], createdAt: 1000)
        let changes: [KeyChange] = [
            .make(key), .start(id: "k1", at: 2000), .extend(id: "k1", longestLifetime: 60), .retire(id: "k1"),
            .retire(id: "gone"),
        ]
        _ = try await store.changeKeys(by: origin) { _ in (changes, ()) }
        for content in ["a", "a", "b", "a"] { _ = try record(content) }
        let entries = try await store.auditEntries(from: 1, limit: 100)
        #expect(
            entries.map(\.kind) == [
                "key.made", "key.started", "key.extended", "key.retired", "configuration.applied",
                "configuration.applied", "configuration.applied",
            ])
        #expect(entries.map(\.subject.id) == ["k1", "k1", "k1", "k1", "1", "2", "3"])
        #expect(entries[1].changes == [AuditChange(field: "signsFrom", before: nil, after: "1970-01-01T00:33:20Z")])
        #expect(try await store.verifyAudit(expecting: nil).isIntact)
    }

    @Test func `a configuration that takes another one's place says what is different in it`() async throws {
        let configuration = { (routes: String) throws(ConfigurationError) in
            try ConfigurationDecoder(cores: 1).decode(
                Array(
                    """
                    { "listen": [{ "address": "127.0.0.1:0" }], "issuer": { "url": "http://127.0.0.1:8080" },
                      "audiences": {}, "upstreams": { "payments": { "endpoints": ["http://127.0.0.1:9001"] } },
                      "routes": [\(routes)] }
                    """.utf8
                ).span)
        }
        let route = { (path: String) in #"{ "match": "GET \#(path)", "public": true, "upstream": "payments" }"# }
        let difference = ConfigurationDifference(
            from: try configuration(route("/old")), to: try configuration(route("/a") + "," + route("/b")))
        _ = try store.record([1], nil, at: 1000)
        _ = try store.record([2], difference, at: 1000)
        let entries = try await store.auditEntries(from: 1, limit: 100)
        #expect(entries.map { $0.changes.count } == [1, 3])
        #expect(
            entries.last?.changes.dropFirst() == [
                AuditChange(field: "routes.added", before: nil, after: "2: GET /a, GET /b"),
                AuditChange(field: "routes.removed", before: "1: GET /old", after: nil),
            ])
        #expect(try await store.verifyAudit(expecting: nil).isIntact)
    }

    private func record(_ content: String) throws -> Int64 { try store.record(Array(content.utf8), nil, at: 1000) }

    @Test func `two stores on one file write one chain`() async throws {
        let other = try SQLiteStore.open(path: folder.database)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<30 {
                let store = index % 2 == 0 ? store : other
                group.addTask { [origin] in
                    _ = try await store.register(StoreConformance.registration("app_\(index)"), by: origin)
                }
            }
            try await group.waitForAll()
        }
        let verdict = try await store.verifyAudit(expecting: nil)
        #expect(verdict.isIntact && verdict.entries == 31)
    }
}
