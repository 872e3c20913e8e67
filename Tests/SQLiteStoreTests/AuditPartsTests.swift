import Accounts
import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

/// An export reads the audit in parts.
@Suite struct AuditPartsTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore.open(path: folder.database)
    }

    private func append(_ count: Int, size: Int = 1) async throws {
        try await store.pool.write { db in
            for _ in 0..<count {
                try AuditTable.append(
                    db,
                    AuditRecord(
                        time: 1, who: "test", kind: "key.made", subject: AuditSubject(kind: .key, id: "k", name: ""),
                        changes: [AuditChange(field: "f", before: nil, after: String(repeating: "x", count: size))]))
            }
        }
    }

    private func read(_ parts: inout AuditParts) async throws -> [[AuditEntry]] {
        var read: [[AuditEntry]] = []
        while let part = try await parts.next() { read.append(part) }
        return read
    }

    @Test func `the parts are the whole audit, and each of them is small`() async throws {
        try await append(600)
        var parts = try await AuditParts(of: store)
        let read = try await read(&parts)
        #expect(read.map(\.count) == [256, 256, 88])
        #expect(read.joined().map(\.sequence) == Array(1...600))
        #expect(try await parts.next() == nil)
    }

    @Test func `an empty audit has no parts`() async throws {
        var parts = try await AuditParts(of: store)
        #expect(try await read(&parts).isEmpty)
    }

    @Test func `what is appended meanwhile is not among them`() async throws {
        try await append(300)
        var parts = try await AuditParts(of: store)
        _ = try await parts.next()
        try await append(300)
        #expect(parts.last == 300)
        #expect(try await read(&parts).map(\.count) == [44])
    }

    @Test func `large entries make parts of fewer`() async throws {
        try await append(20, size: 100_000)
        var parts = try await AuditParts(of: store)
        let read = try await read(&parts)
        #expect(read.map(\.count) == [3, 3, 3, 3, 3, 3, 2])
        #expect(read.joined().map(\.sequence) == Array(1...20))
    }

    @Test func `what a query lets through comes in small parts, too, up to the head that there was`() async throws {
        try await append(20, size: 100_000)
        var parts = try await AuditParts(of: store, matching: AuditQuery(kind: "key."))
        let first = try #require(try await parts.next())
        #expect(first.map(\.sequence) == [1, 2, 3])
        try await append(5)
        let read = try await read(&parts)
        #expect(read.map(\.count) == [3, 3, 3, 3, 3, 2] && read.joined().map(\.sequence) == Array(4...20))
        var none = try await AuditParts(of: store, matching: AuditQuery(who: "nobody"))
        #expect(try await self.read(&none).joined().isEmpty)
    }

    @Test func `entries that are gone before they were read are a failure, and no end`() async throws {
        try await append(600)
        var parts = try await AuditParts(of: store)
        _ = try await parts.next()
        try await store.pool.write {
            try $0.execute(
                sql: "DROP TRIGGER audit_entries_not_deleted; DELETE FROM audit_entries WHERE sequence > 300")
        }
        #expect(try await parts.next()?.last?.sequence == 300)
        await #expect(throws: StoreFailure.self) { try await parts.next() }
    }
}
