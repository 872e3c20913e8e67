import Testing

@testable import SQLiteStore

@Suite struct RevisionStoreTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `each other configuration gets the next number, and the same one keeps its own`() async throws {
        let store = try SQLiteStore.open(path: folder.database)
        #expect(try await store.record([1], at: 10) == 1)
        #expect(try await store.record([1], at: 11) == 1)
        #expect(try await store.record([2], at: 12) == 2)
        // Going back is a change too.
        #expect(try await store.record([1], at: 13) == 3)
        try store.close()
    }

    @Test func `numbers go on after a restart`() async throws {
        let first = try SQLiteStore.open(path: folder.database)
        _ = try await first.record([1], at: 10)
        try first.close()
        let second = try SQLiteStore.open(path: folder.database)
        #expect(try await second.record([1], at: 11) == 1)
        #expect(try await second.record([2], at: 12) == 2)
        try second.close()
    }
}
