import Foundation
import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

@Suite struct SQLiteStoreTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private let origin = StoreConformance.origin

    @Test(arguments: StoreConformance.rules)
    func `SQLite keeps the rules of every store`(rule: StoreConformance.Rule) async throws {
        try await rule.check(try SQLiteStore.open(path: folder.database))
    }

    @Test func `what was written is there after closing and opening again`() async throws {
        let first = try SQLiteStore.open(path: folder.database)
        let outcome = try await first.register(StoreConformance.registration("a"), by: origin)
        try first.close()
        await #expect(throws: StoreError.self) { try await first.view() }
        let second = try SQLiteStore.open(path: folder.database)
        #expect(try await second.application("a") == outcome.application)
        #expect(try await second.view().sequence == 1)
    }

    @Test func `whoever only reads makes no file`() throws {
        let path = folder.database
        #expect(
            throws: StoreFailure(
                .unavailable,
                "\(path): there is no database; registering an application makes it, "
                    + "and so does the gateway when it starts")
        ) { try SQLiteStore.open(path: path, create: false) }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/data"))
        try SQLiteStore.open(path: path).close()
        try SQLiteStore.open(path: path, create: false).close()
    }

    @Test func `two stores on one file see each other's changes and lose none`() async throws {
        let stores = try [SQLiteStore.open(path: folder.database), SQLiteStore.open(path: folder.database)]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<60 {
                let store = stores[index % 2]
                group.addTask { [origin] in
                    _ = try await store.register(StoreConformance.registration("app_\(index)"), by: origin)
                }
            }
            try await group.waitForAll()
        }
        for store in stores {
            let view = try await store.view()
            #expect(view.inOrder.map(\.number) == Array(1...60))
            #expect(view.sequence == 60)
            try await StoreConformance.expectHistoryMatches(store)
        }
    }

    @Test func `concurrent revocations through two stores are each counted`() async throws {
        let stores = try [SQLiteStore.open(path: folder.database), SQLiteStore.open(path: folder.database)]
        _ = try await stores[0].register(StoreConformance.registration("a"), by: origin)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<30 {
                let store = stores[index % 2]
                group.addTask { [origin] in _ = try await store.revokeTokens("a", by: origin) }
            }
            try await group.waitForAll()
        }
        #expect(try await stores[0].application("a")?.generation == 31)
    }

    @Test func `many that open a new file at once all get a working store`() async throws {
        let path = folder.database
        let origin = origin
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<8 {
                group.addTask {
                    let store = try SQLiteStore.open(path: path)
                    _ = try await store.register(StoreConformance.registration("app_\(index)"), by: origin)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await SQLiteStore.open(path: path).view().inOrder.count == 8)
    }

    @Test func `the file is in WAL mode with full synchronisation and foreign keys`() throws {
        let store = try SQLiteStore.open(path: folder.database)
        let values = try ["journal_mode", "synchronous", "foreign_keys", "busy_timeout"].map { pragma in
            try store.pool.writeWithoutTransaction { db in try String.fetchOne(db, sql: "PRAGMA \(pragma)") }
        }
        #expect(values == ["wal", "2", "1", "5000"])
    }

    @Test func `folder and files are for their owner only`() async throws {
        let store = try SQLiteStore.open(path: folder.database)
        _ = try await store.register(StoreConformance.registration("a"), by: origin)
        #expect(try folder.mode("data") == 0o700)
        for file in ["tollgate.db", "tollgate.db-wal", "tollgate.db-shm"] {
            #expect(try folder.mode("data/" + file) == 0o600, "\(file)")
        }
    }

    @Test func `an application keeps nothing behind when it is removed`() async throws {
        let store = try SQLiteStore.open(path: folder.database)
        _ = try await store.register(StoreConformance.registration("a"), by: origin)
        _ = try await store.remove("a", by: origin)
        for table in ["applications", "application_scopes", "application_secrets"] {
            let count = try await store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
            #expect(count == 0, "\(table)")
        }
    }
}
