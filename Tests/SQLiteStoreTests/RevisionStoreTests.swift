import Testing
import TollgateTesting

@testable import SQLiteStore

@Suite struct RevisionStoreTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `each other configuration gets the next number, and the same one keeps its own`() throws {
        let store = try SQLiteStore.open(path: folder.database)
        #expect(try store.record([1], nil, at: 10) == 1)
        #expect(try store.record([1], nil, at: 11) == 1)
        #expect(try store.record([2], nil, at: 12) == 2)
        // Going back is a change too.
        #expect(try store.record([1], nil, at: 13) == 3)
        #expect(try store.record([1, 0], nil, at: 14) == 4)
        #expect(try store.record([1, 0], nil, at: 15) == 4)
        try store.close()
    }

    @Test func `numbers go on after a restart`() throws {
        let first = try SQLiteStore.open(path: folder.database)
        _ = try first.record([1], nil, at: 10)
        try first.close()
        let second = try SQLiteStore.open(path: folder.database)
        #expect(try second.record([1], nil, at: 11) == 1)
        #expect(try second.record([2], nil, at: 12) == 2)
        try second.close()
    }
}
