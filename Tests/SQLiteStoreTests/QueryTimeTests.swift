import Foundation
import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

/// What the queries of a large registry take. For whoever asks: times on a busy machine say little.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["TOLLGATE_MEASURE_QUERIES"] == "1"))
struct QueryTimeTests {
    private static let count = 100_000

    @Test func `each query of 100,000 applications takes less than 30 ms`() async throws {
        let folder = try TemporaryFolder()
        try await fill(folder)
        let store = try SQLiteStore.open(path: folder.database)
        let queries: [(String, ApplicationQuery)] = [
            ("first page", ApplicationQuery()), ("last page", ApplicationQuery(offset: Self.count - 50)),
            ("by name", ApplicationQuery(sort: .name)),
            ("by name, last page", ApplicationQuery(sort: .name, offset: Self.count - 50)),
            ("by owner, descending", ApplicationQuery(sort: .owner, isDescending: true)),
            ("by change, middle", ApplicationQuery(sort: .updatedAt, offset: Self.count / 2)),
            ("of an owner", ApplicationQuery(owner: "Merchant 7")), ("enabled", ApplicationQuery(isEnabled: true)),
            ("text, one", ApplicationQuery(text: "till 77777")), ("text, many", ApplicationQuery(text: "TILL")),
            ("text, none", ApplicationQuery(text: "nothing like it")),
            ("text, many, by name", ApplicationQuery(text: "till", sort: .name)),
            ("text, id", ApplicationQuery(text: "app_99999")),
            ("scope, all", ApplicationQuery(scopes: .any([try #require(Scope("transactions:read"))]))),
            ("scope, few", ApplicationQuery(scopes: .any([try #require(Scope("transactions:refund"))]))),
            ("500", ApplicationQuery(offset: 1_000, limit: 500)),
        ]
        for (name, query) in queries {
            var times: [Duration] = []
            var total = 0
            for _ in 0..<7 {
                times.append(
                    try await ContinuousClock().measure { total = try await store.applications(matching: query).total })
            }
            let median = times.sorted()[3]
            print("\(name): \(median), of \(total)")
            #expect(median < .milliseconds(30), "\(name)")
        }
    }

    private func fill(_ folder: TemporaryFolder) async throws {
        let store = try SQLiteStore.open(path: folder.database)
        try await store.pool.write { db in
            for number in 1...Self.count {
                let times = 1000 + number * 7 % Self.count
                try db.execute(
                    literal: """
                        INSERT INTO applications VALUES (\(number), \("app_\(number)"), \("Till \(number * 31 % Self.count)"),
                            \("Merchant \(number % 1_000)"), 1, 1, 1000, \(times));
                        INSERT INTO application_scopes VALUES (\(number), 'transactions:read');
                        INSERT INTO application_secrets VALUES (\(number), \(number), \("sec_\(number)"), zeroblob(32), 9, NULL);
                        INSERT INTO registry_changes (time, kind, application_id, who)
                            VALUES (9, 'registered', \("app_\(number)"), 'test');
                        """)
                if number % 100 == 0 {
                    try db.execute(literal: "INSERT INTO application_scopes VALUES (\(number), 'transactions:refund')")
                }
            }
        }
        try store.close()
    }
}
