import Accounts
import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

/// A file of the version before there were accounts.
@Suite struct UpgradeTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Three applications of two owners, changed in several ways; a key; a configuration. The histories are out of step:
    /// the clock went back once.
    private func makeOld() throws {
        try DataFolder.create(DataFolder.parent(of: folder.database))
        let queue = try DatabaseQueue(path: folder.database)
        let document = { (number: Int, id: String, name: String, owner: String, scopes: String, updated: Int) in
            """
            {"number":\(number),"id":"\(id)","name":"\(name)","owner":"\(owner)","enabled":1,"generation":1,\
            "createdAt":9,"updatedAt":\(updated),"scopes":\(scopes),"secrets":[{"id":"sec_\(id)","digest":\
            "\(String(repeating: "07", count: 32))","createdAt":9,"endsAt":null}]}
            """
        }
        try queue.write { db in
            for step in [Schema.firstVersion, Schema.configurationRevisions, Schema.secretEndsAndUses, Schema.keyLives]
            {
                try db.execute(sql: step)
            }
            let digest = "x'\(String(repeating: "07", count: 32))'"
            try db.execute(
                sql: """
                    PRAGMA application_id = \(Schema.applicationID);
                    PRAGMA user_version = 4;
                    INSERT INTO applications VALUES (1, 'a', 'Kiosk', 'Shop', 1, 1, 9, 12), (2, 'b', 'STRASSE', 'Äpfel', 1, 1, 9, 9);
                    INSERT INTO application_scopes VALUES (1, 't:read'), (1, 't:write'), (2, 't:refund');
                    INSERT INTO application_secrets VALUES (1, 1, 'sec_a', \(digest), 9, NULL), (2, 2, 'sec_b', \(digest), 9, NULL);
                    INSERT INTO registry_changes VALUES
                        (1, 20, 'registered', 'a', 'cli:ada', '\(document(1, "a", "Till", "Shop", "[\"t:read\"]", 9))'),
                        (2, 11, 'registered', 'b', 'cli:ada', '\(document(2, "b", "STRASSE", "Äpfel", "[\"t:refund\"]", 9))'),
                        (3, 12, 'edited', 'a', 'cli:bob', '\(document(1, "a", "Kiosk", "Shop", "[\"t:read\",\"t:write\"]", 12))'),
                        (4, 13, 'registered', 'c', 'cli:bob', '\(document(3, "c", "Gone", "Nobody", "[\"t:read\"]", 13))'),
                        (5, 14, 'removed', 'c', 'cli:bob', NULL);
                    INSERT INTO key_changes VALUES (1, 8, 'made', 'k1', 'ES256', 8, 60, 'gateway');
                    INSERT INTO configuration_revisions VALUES (1, 21, x'7B7D');
                    """)
        }
        try queue.close()
    }

    @Test func `each owner becomes a merchant that may grant what its applications have`() async throws {
        try makeOld()
        let store = try SQLiteStore.open(path: folder.database)
        let merchants = try await store.merchants(matching: MerchantQuery()).items
        #expect(merchants.map(\.merchant.name) == ["Shop", "Äpfel"])
        #expect(
            merchants.map { $0.merchant.allowedScopes.map(\.description) } == [["t:read", "t:write"], ["t:refund"]])
        #expect(merchants.map(\.applicationCount) == [1, 1])
        #expect(merchants.allSatisfy { $0.merchant.id.hasPrefix("mer_") && $0.merchant.version == 1 })
        let mine = ChangeCondition(merchantID: merchants[0].merchant.id)
        let edit = ApplicationEdit(removedScopes: [try #require(Scope("t:read"))])
        #expect(try await store.edit("a", edit, if: mine, by: StoreConformance.origin).isChanged)
    }

    @Test func `the audit begins with the histories, each in its own order, with the differences`() async throws {
        try makeOld()
        let store = try SQLiteStore.open(path: folder.database)
        let entries = try await store.auditEntries(from: 1, limit: 100)
        let first = entries.prefix(7)
        #expect(
            first.map(\.kind) == [
                "key.made", "application.registered", "application.registered", "application.edited",
                "application.registered", "application.removed", "configuration.applied",
            ])
        #expect(first.map(\.time) == [8, 20, 11, 12, 13, 14, 21])
        #expect(first.map(\.who) == ["gateway", "cli:ada", "cli:ada", "cli:bob", "cli:bob", "cli:bob", "gateway"])
        #expect(
            first[3].changes == [
                AuditChange(field: "name", before: "Till", after: "Kiosk"),
                AuditChange(field: "scopes", before: "t:read", after: "t:read t:write"),
            ])
        #expect(first[5].subject == AuditSubject(kind: .application, id: "c", name: "Gone"))
        #expect(first[5].changes.contains(AuditChange(field: "owner", before: "Nobody", after: nil)))
        #expect(entries.dropFirst(7).map(\.kind) == ["merchant.added", "merchant.added"])
        #expect(try await store.verifyAudit(expecting: nil).isIntact)
    }

    @Test func `a long history is told of while the audit begins with it, and each change has its difference`()
        async throws
    {
        try OldStore.write(to: folder.database, applications: 700, changes: 2_100)
        let heard = Heard()
        let store = try SQLiteStore.open(path: folder.database) { heard.note($0) }
        #expect(heard.everything.map(\.done) == [0, 1_000, 2_000, 2_100])
        #expect(heard.everything.allSatisfy { $0.total == 2_100 })
        let last = try await store.auditEntries(from: 2_100, limit: 1)
        #expect(last.first?.changes == [AuditChange(field: "name", before: "Till 700 1", after: "Till 700 2")])
        #expect(try await store.verifyAudit(expecting: nil).isIntact)
    }

    @Test func `a new file has no history to tell of`() throws {
        let heard = Heard()
        try SQLiteStore.open(path: folder.database) { heard.note($0) }.close()
        #expect(heard.count == 0)
    }

    @Test func `applications are found and have their versions`() async throws {
        try makeOld()
        let store = try SQLiteStore.open(path: folder.database)
        let found = try await store.applications(matching: ApplicationQuery(text: "straße")).items
        #expect(found.map(\.application.id) == ["b"] && found.map(\.version) == [2])
        #expect(try await store.applications(matching: ApplicationQuery(text: "äPFEL")).total == 1)
        #expect(try await store.versionedApplication("a")?.version == 3)
        try await StoreConformance.expectHistoryMatches(store)
    }

    @Test func `opening again changes nothing, and what another tool adds is found and has its merchant`() async throws
    {
        try makeOld()
        try SQLiteStore.open(path: folder.database).close()
        let queue = try DatabaseQueue(path: folder.database)
        try await queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO applications VALUES (9, 'd', 'ÉTAGE', 'New', 1, 1, 9, 9);
                    INSERT INTO application_scopes VALUES (9, 't:read');
                    INSERT INTO application_secrets VALUES (9, 9, 'sec_d', zeroblob(32), 9, NULL);
                    """)
        }
        try queue.close()
        let store = try SQLiteStore.open(path: folder.database)
        #expect(
            try await store.applications(matching: ApplicationQuery(text: "étage")).items.map(\.application.id) == ["d"]
        )
        #expect(try await store.merchant(named: "New")?.merchant.allowedScopes.map(\.description) == ["t:read"])
        #expect(try await store.merchants(matching: MerchantQuery()).total == 3)
        #expect(try await store.auditEntries(from: 1, limit: 100).count == 10)
    }
}
