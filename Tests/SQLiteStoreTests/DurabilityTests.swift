import Foundation
import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

/// What must not lose a change that was confirmed.
@Suite struct DurabilityTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func register(_ store: SQLiteStore, _ id: String, name: String = "Till") async throws {
        _ = try await store.register(
            StoreConformance.registration(id, name: name), by: StoreConformance.origin)
    }

    /// The locks of this process on a file, as the kernel lists them.
    private func locks(_ path: String) throws -> Int {
        var status = stat()
        try #require(unsafe stat(path, &status) == 0)
        let inode = ":\(status.st_ino)"
        let lines = try String(contentsOfFile: "/proc/locks", encoding: .utf8).split(separator: "\n")
        return lines.count { line in
            let words = line.split(separator: " ")
            return words.contains("POSIX") && words.contains("\(getpid())") && words.contains { $0.hasSuffix(inode) }
        }
    }

    @Test func `opening a second store takes no lock from the first`() async throws {
        let first = try SQLiteStore.open(path: folder.database)
        try await register(first, "a")
        let held = try locks(folder.database)
        // Without it another process that ends would delete the log that this one writes to.
        #expect(held > 0)
        try DataFolder.prepareFile(folder.database, create: true)
        #expect(try locks(folder.database) == held)
        try DataFolder.prepareFile(folder.database, create: false)
        #expect(try locks(folder.database) == held)
        #expect(try await first.view().inOrder.count == 1)
    }

    @Test func `the log stays small, and no checkpoint is SQLite's own`() async throws {
        let store = try SQLiteStore.open(path: folder.database)
        let second = try SQLiteStore.open(path: folder.database)
        for store in [store, second] {
            let automatic = try await store.pool.writeWithoutTransaction { db in
                try Int.fetchOne(db, sql: "PRAGMA wal_autocheckpoint")
            }
            #expect(automatic == 0)
        }
        let long = String(repeating: "x", count: 100)
        var largest = 0
        for index in 0..<400 {
            try await register(index % 2 == 0 ? store : second, "app_\(index)", name: long)
            let log = try FileManager.default.attributesOfItem(atPath: folder.database + "-wal")[.size] as? Int
            largest = max(largest, try #require(log))
        }
        #expect(largest > SQLiteStore.largestLog / 2)
        #expect(largest < SQLiteStore.largestLog + (1 << 20))
        for store in [store, second] { #expect(try await store.view().inOrder.count == 400) }
    }

    @Test func `a backup taken while others write is whole, and where something stands there is none`() async throws {
        let store = try SQLiteStore.open(path: folder.database)
        for index in 0..<20 { try await register(store, "app_\(index)") }
        let path = folder.path + "/copy.db"
        async let writing: Void = {
            for index in 20..<60 { try await register(store, "app_\(index)") }
        }()
        try await store.backUp(to: path)
        try await writing
        #expect(try folder.mode("copy.db") == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(names) == ["copy.db", "data"])
        let copy = try SQLiteStore.open(path: path, create: false)
        let view = try await copy.view()
        #expect(view.inOrder.count >= 20)
        #expect(view.sequence == Int64(view.inOrder.count))
        try await StoreConformance.expectHistoryMatches(copy)
        try await register(copy, "restored")
        let expected = StoreFailure(.unavailable, "\(path): a file stands there already; name another one")
        await #expect(throws: expected) { try await store.backUp(to: path) }
        #expect(try await copy.application("restored") != nil)
    }

    @Test func `a copy of the file alone lacks what was confirmed last`() async throws {
        // Why there is a command for backups.
        let store = try SQLiteStore.open(path: folder.database)
        try await register(store, "a")
        let path = folder.path + "/copy.db"
        try FileManager.default.copyItem(atPath: folder.database, toPath: path)
        #expect(try await SQLiteStore.open(path: path).view().inOrder.isEmpty)
        try await store.backUp(to: folder.path + "/backup.db")
        #expect(try await SQLiteStore.open(path: folder.path + "/backup.db").view().inOrder.count == 1)
    }

    @Test func `a full disk refuses the change, loses none before, and room lets the next through`() async throws {
        let store = try SQLiteStore.open(path: folder.database)
        try await register(store, "first")
        try await store.pool.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
        }
        var kept = 1
        var failure: StoreError?
        while failure == nil, kept < 1_000 {
            do {
                try await register(store, "app_\(kept)")
                kept += 1
            } catch { failure = error as? StoreError }
        }
        let expected = StoreFailure(.failed, "\(folder.database): the disk is full; make room and repeat this")
        #expect(failure == .failed(expected))
        #expect(try await store.view().inOrder.count == kept)
        try await store.pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA max_page_count = 100000") }
        try await register(store, "after")
        #expect(try await SQLiteStore.open(path: folder.database).view().inOrder.count == kept + 1)
        try await StoreConformance.expectHistoryMatches(store)
    }
}
