import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

@Suite struct KeyStoreTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let origin = ChangeOrigin(time: 7, who: "test")

    private static func key(_ id: String) -> StoredKey {
        StoredKey(
            id: id, algorithm: "ES256", sealed: [1, 0, 255] + Array(id.utf8), createdAt: 5, signsFrom: 6,
            longestLifetime: 8)
    }

    private static func change(_ store: SQLiteStore, _ changes: KeyChange...) async throws -> KeyView {
        try await store.changeKeys(by: origin) { _ in (changes, ()) }.view
    }

    @Test func `keys come back in the order of insertion, byte for byte`() async throws {
        let store = try SQLiteStore.open(path: folder.database)
        #expect(try await store.keys() == KeyView(sequence: 0, keys: []))
        let view = try await Self.change(store, .make(Self.key("z")), .make(Self.key("a")))
        #expect(view == KeyView(sequence: 2, keys: [Self.key("z"), Self.key("a")]))
        #expect(try await store.keys() == view)
        #expect(try await store.keySequence() == 2)
    }

    @Test func `each change does to the rows what it does in memory`() async throws {
        let store = try SQLiteStore.open(path: folder.database)
        let changes: [KeyChange] = [
            .make(Self.key("a")), .make(Self.key("b")), .start(id: "b", at: 60), .extend(id: "a", longestLifetime: 90),
            .make(Self.key("c")), .retire(id: "a"), .start(id: "gone", at: 1), .retire(id: "gone"),
        ]
        var expected: [StoredKey] = []
        for change in changes {
            change.apply(to: &expected)
            #expect(try await Self.change(store, change).keys == expected, "\(change)")
        }
        let history = try await store.pool.read { db in
            try Row.fetchAll(db, sql: "SELECT sequence, kind, key_id, time, who FROM key_changes ORDER BY sequence")
                .map {
                    "\($0["sequence"] as Int64) \($0["kind"] as String) \($0["key_id"] as String) \($0["who"] as String)"
                }
        }
        #expect(
            history == [
                "1 made a test", "2 made b test", "3 started b test", "4 extended a test", "5 made c test",
                "6 retired a test",
            ])
    }

    @Test func `a second key of the same id is refused, and nothing of the change is left`() async throws {
        let store = try SQLiteStore.open(path: folder.database)
        _ = try await Self.change(store, .make(Self.key("a")))
        await #expect(throws: StoreFailure.self) {
            try await Self.change(store, .make(Self.key("b")), .make(Self.key("a")))
        }
        #expect(try await store.keys() == KeyView(sequence: 1, keys: [Self.key("a")]))
        #expect(try await Self.change(store, .make(Self.key("b"))).sequence == 2)
    }

    @Test func `of several processes that decide at once each sees what the one before did`() async throws {
        let stores = try [SQLiteStore.open(path: folder.database), SQLiteStore.open(path: folder.database)]
        let views = try await withThrowingTaskGroup(of: KeyView.self) { group in
            for index in 0..<10 {
                let store = stores[index % 2]
                group.addTask {
                    try await store.changeKeys(by: Self.origin) { keys in
                        (keys.isEmpty ? [.make(Self.key("k\(index)"))] : [], ())
                    }.view
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(views).count == 1)
        #expect(views.first?.keys.count == 1)
        #expect(try await stores[0].keys() == views.first)
    }

    @Test(arguments: [
        ("id = CAST(x'FF' AS TEXT)", "id: what it holds is not UTF-8 text"),
        ("signs_from = -1", "signs_from: what it holds is no time"),
        ("longest_lifetime = 9223372036854775807", "longest_lifetime: what it holds is no time"),
    ])
    func `a damaged key is an error that names table, row and column`(sql: String, message: String) async throws {
        let store = try SQLiteStore.open(path: folder.database)
        _ = try await Self.change(store, .make(Self.key("a")))
        try await store.pool.write { try $0.execute(sql: "UPDATE signing_keys SET \(sql)") }
        await #expect(
            throws: StoreFailure(
                .corrupt,
                "signing_keys, row 1, column \(message); "
                    + "correct it, or put a backup of the database in its place")
        ) { try await store.keys() }
    }

    @Test(arguments: [
        "UPDATE key_changes SET who = 'somebody'", "DELETE FROM key_changes",
        "REPLACE INTO key_changes SELECT * FROM key_changes",
    ])
    func `the history of keys cannot be rewritten`(sql: String) async throws {
        let store = try SQLiteStore.open(path: folder.database)
        _ = try await Self.change(store, .make(Self.key("a")))
        await #expect {
            try await store.pool.write { try $0.execute(sql: sql) }
        } throws: { ($0 as? DatabaseError)?.message == "key_changes is append-only" }
        #expect(try await Self.change(store, .retire(id: "a")).sequence == 2)
    }

    @Test func `keys of the first version sign from when they were made, and their tokens are given all their time`()
        async throws
    {
        try DataFolder.create(DataFolder.parent(of: folder.database))
        let queue = try DatabaseQueue(path: folder.database)
        try await queue.write { db in
            try db.execute(sql: Schema.firstVersion)
            try db.execute(
                sql: """
                    PRAGMA application_id = \(Schema.applicationID);
                    PRAGMA user_version = 1;
                    INSERT INTO signing_keys VALUES (1, 'a', 'ES256', x'01', 9);
                    """)
        }
        try queue.close()
        let view = try await SQLiteStore.open(path: folder.database).keys()
        let key = StoredKey(
            id: "a", algorithm: "ES256", sealed: [1], createdAt: 9, signsFrom: 9, longestLifetime: 2_592_000)
        #expect(view == KeyView(sequence: 1, keys: [key]))
    }
}
