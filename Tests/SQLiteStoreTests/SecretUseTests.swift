import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

/// The last uses of several applications' secrets, for lists.
@Suite struct SecretUseTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore
    private let origin = StoreConformance.origin

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore.open(path: folder.database)
    }

    @Test func `uses are those of the applications asked for, each application's apart and in their order`()
        async throws
    {
        for id in ["a", "b", "c", "d"] { _ = try await store.register(StoreConformance.registration(id), by: origin) }
        _ = try await store.addSecret("b", StoreConformance.secret("sec_0"), othersEndAt: nil, by: origin)
        let used = ["sec_0", "sec_a", "sec_b", "sec_d"].enumerated().map { SecretUse(secretID: $1, day: Int64($0)) }
        try await store.recordUses(used)
        let uses = try await store.secretUses(ofNumbers: [2, 1, 3, 99])
        #expect(uses == [1: [used[1]], 2: [used[2], used[0]]])
        for (number, id) in [(1, "a"), (2, "b"), (3, "c")] as [(Int64, String)] {
            let alone = try await store.secretUses(of: id)
            #expect(uses[number] ?? [] == alone)
        }
        #expect(try await store.secretUses(ofNumbers: []).isEmpty)
    }

    @Test func `a page of applications is one look-up of uses, along indexes`() async throws {
        let plan = try await store.pool.read { db in
            try Row.fetchAll(
                db,
                sql: "EXPLAIN QUERY PLAN " + SecretUseTable.statement(.among([1])), arguments: ["[1]"]
            ).map { $0["detail"] as String }
        }
        #expect(!plan.contains { $0.hasPrefix("SCAN s") || $0.hasPrefix("SCAN u") }, "\(plan)")
    }
}
