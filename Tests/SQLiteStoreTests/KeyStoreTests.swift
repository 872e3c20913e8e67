import GRDB
import Registry
import Testing

@testable import SQLiteStore

@Suite struct KeyStoreTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func key(_ id: String) -> StoredKey {
        StoredKey(id: id, algorithm: "ES256", sealed: [1, 0, 255] + Array(id.utf8), createdAt: 5)
    }

    @Test func `keys come back in the order of insertion, byte for byte`() async throws {
        let store = try SQLiteStore.open(path: folder.database)
        #expect(try await store.keys() == [])
        try await store.insert(key("z"))
        try await store.insert(key("a"))
        #expect(try await store.keys() == [key("z"), key("a")])
    }

    @Test func `a second key of the same id is refused`() async throws {
        let store = try SQLiteStore.open(path: folder.database)
        try await store.insert(key("a"))
        await #expect(throws: StoreFailure.self) { try await store.insert(key("a")) }
        try await store.insert(key("b"))
        #expect(try await store.keys().count == 2)
    }

    @Test func `of several first keys one stands, and all are told which`() async throws {
        let stores = try [SQLiteStore.open(path: folder.database), SQLiteStore.open(path: folder.database)]
        let answers = try await withThrowingTaskGroup(of: [StoredKey].self) { group in
            for index in 0..<10 {
                let (store, key) = (stores[index % 2], key("k\(index)"))
                group.addTask { try await store.insertFirst(key) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(answers).count == 1)
        #expect(answers.first?.count == 1)
        #expect(try await stores[0].keys() == answers.first)
    }

    @Test func `a damaged key is an error that names table, row and column`() async throws {
        let store = try SQLiteStore.open(path: folder.database)
        try await store.insert(key("a"))
        try await store.pool.write { try $0.execute(sql: "UPDATE signing_keys SET id = CAST(x'FF' AS TEXT)") }
        await #expect(
            throws: StoreFailure(
                .corrupt,
                "signing_keys, row 1, column id: what it holds is not UTF-8 text; "
                    + "correct it, or put a backup of the database in its place")
        ) { try await store.keys() }
    }
}
