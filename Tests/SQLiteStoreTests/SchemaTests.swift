import Foundation
import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

@Suite struct SchemaTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func failure(opening path: String) throws -> StoreFailure? {
        do {
            _ = try SQLiteStore.open(path: path)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a file of a newer version is refused, and the same file of this version is opened`() throws {
        let path = folder.database
        try SQLiteStore.open(path: path).close()
        let queue = try DatabaseQueue(path: path)
        let known = try #require(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") })
        try queue.write { try $0.execute(sql: "PRAGMA user_version = \(known + 1)") }
        #expect(
            try failure(opening: path)
                == StoreFailure(
                    .incompatible,
                    "\(path): a newer version of tollgate made this database (version \(known + 1), this one knows \(known)); "
                        + "run that version, or put a backup from before in its place"))
        try queue.write { try $0.execute(sql: "PRAGMA user_version = \(known)") }
        #expect(try failure(opening: path) == nil)
    }

    @Test func `a file of the first version is brought to this one, its applications and their history with it`()
        async throws
    {
        let path = folder.database
        try DataFolder.create(DataFolder.parent(of: path))
        let queue = try DatabaseQueue(path: path)
        let digest = String(repeating: "07", count: 32)
        let secret = "{\"id\":\"sec_1\",\"digest\":\"\(digest)\",\"createdAt\":9}"
        try await queue.write { db in
            try db.execute(sql: Schema.firstVersion)
            try db.execute(
                sql: """
                    PRAGMA application_id = \(Schema.applicationID);
                    PRAGMA user_version = 1;
                    INSERT INTO applications VALUES (1, 'app_a', 'Till', 'Shop', 1, 1, 9, 9);
                    INSERT INTO application_scopes VALUES (1, 'a:b');
                    INSERT INTO application_secrets VALUES (1, 1, 'sec_1', x'\(digest)', 9);
                    INSERT INTO registry_changes VALUES (1, 9, 'registered', 'app_a', 'old',
                        '{"number":1,"id":"app_a","name":"Till","owner":"Shop","enabled":1,"generation":1,\
                        "createdAt":9,"updatedAt":9,"scopes":["a:b"],"secrets":[\(secret)]}');
                    """)
        }
        try queue.close()
        let store = try SQLiteStore.open(path: path)
        let application = try #require(try await store.application("app_a"))
        #expect(
            application.secrets == [StoredSecret(id: "sec_1", digest: Array(repeating: 7, count: 32), createdAt: 9)])
        #expect(try await store.secretUses(of: "app_a") == [])
        try await StoreConformance.expectHistoryMatches(store)
        _ = try await store.addSecret(
            "app_a", StoreConformance.secret("sec_2"), othersEndAt: 5000, by: StoreConformance.origin)
        try await StoreConformance.expectHistoryMatches(store)
    }

    @Test func `a new file that another process makes ours between two looks is not refused`() throws {
        let path = folder.path + "/new.db"
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { db in
            var isMade = false
            db.trace { event in
                guard !isMade, "\(event)".contains("sqlite_schema") else { return }
                isMade = true
                try? SQLiteStore.open(path: path).close()
            }
            try Schema.check(db, path: path)
            db.trace(nil)
            #expect(isMade)
        }
    }

    @Test func `another program's database is refused and left as it was`() throws {
        let path = folder.path + "/other.db"
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE notes (text TEXT)") }
        #expect(try failure(opening: path)?.kind == .incompatible)
        #expect(try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "delete")
        #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") } == 1)
    }

    @Test func `a file that is no database is refused and left as it was`() throws {
        let path = folder.path + "/text.db"
        let text = Data(String(repeating: "not a database ", count: 100).utf8)
        try text.write(to: URL(fileURLWithPath: path))
        #expect(try failure(opening: path)?.kind == .incompatible)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
    }

    @Test(arguments: [
        "UPDATE registry_changes SET who = 'somebody'",
        "DELETE FROM registry_changes",
        "INSERT OR REPLACE INTO registry_changes (sequence, time, kind, application_id, who) VALUES (1, 0, 'x', 'x', 'x')",
        "REPLACE INTO registry_changes SELECT * FROM registry_changes",
    ])
    func `history cannot be rewritten`(sql: String) async throws {
        let store = try SQLiteStore.open(path: folder.database)
        _ = try await store.register(StoreConformance.registration("a"), by: StoreConformance.origin)
        await #expect {
            try await store.pool.write { try $0.execute(sql: sql) }
        } throws: { ($0 as? DatabaseError)?.message == "registry_changes is append-only" }
        #expect(try await store.changes(after: 0).map(\.origin.who) == ["test"])
        _ = try await store.disable("a", by: StoreConformance.origin)
        #expect(try await store.changes(after: 0).count == 2)
    }
}
