import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

/// Three statements are read side by side: what belongs to one application must never be taken for another's.
@Suite struct ApplicationRowsTests {
    private let store: SQLiteStore
    private let folder: TemporaryFolder

    init() async throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore.open(path: folder.database)
        for (index, scopes) in [["a:one"], ["a:one", "a:two", "b:one"], ["b:two"], ["a:one"]].enumerated() {
            var registration = StoreConformance.registration("app_\(index)")
            registration.scopes = scopes.compactMap { Scope($0) }
            _ = try await store.register(registration, by: StoreConformance.origin)
        }
    }

    private func rows(from number: Int64 = .min, limit: Int? = nil) async throws -> [String] {
        try await store.reading { db in
            let rows = try ApplicationRows(db, .from(number), limit: limit)
            var lines: [String] = []
            while let application = try rows.next() {
                let scopes = application.scopes.map(\.description)
                lines.append(([application.id] + scopes + application.secrets.map(\.id)).joined(separator: " "))
            }
            return lines
        }
    }

    private static let all = [
        "app_0 a:one sec_app_0", "app_1 a:one a:two b:one sec_app_1", "app_2 b:two sec_app_2", "app_3 a:one sec_app_3",
    ]

    @Test func `each application has its own scopes and secrets`() async throws {
        #expect(try await rows() == Self.all)
    }

    @Test(arguments: [
        (from: Int64(2), limit: 1, 1..<2), (2, 2, 1..<3), (4, 9, 3..<4), (5, 9, 4..<4), (.max, 9, 4..<4), (1, 0, 0..<0),
    ])
    func `reading begins and ends anywhere`(from: Int64, limit: Int, expected: Range<Int>) async throws {
        #expect(try await rows(from: from, limit: limit) == Array(Self.all[expected]))
    }

    @Test func `a second secret is read behind the first, whatever was registered between`() async throws {
        _ = try await store.addSecret(
            "app_1", StoreConformance.secret("sec_new"), othersEndAt: nil, by: StoreConformance.origin)
        #expect(try await rows()[1] == "app_1 a:one a:two b:one sec_app_1 sec_new")
    }

    // Nothing of what a removed application left behind may go to the one before it or behind it.
    @Test func `rows of an application that is gone are passed over`() async throws {
        let queue = try DatabaseQueue(path: folder.database)
        try await queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: "DELETE FROM applications WHERE id IN ('app_1', 'app_3')")
        }
        try queue.close()
        #expect(try await rows() == [Self.all[0], Self.all[2]])
    }
}
