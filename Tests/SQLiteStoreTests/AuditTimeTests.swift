import Accounts
import Foundation
import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

/// What queries of a long audit take. For whoever asks: times on a busy machine say little.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["TOLLGATE_MEASURE_QUERIES"] == "1"))
struct AuditTimeTests {
    private static let count: Int64 = 1_000_000

    @Test func `each query of 1,000,000 entries is answered within 100 ms`() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore.open(path: folder.database)
        try await fill(store)
        print("the file: \(try await size(store) >> 20) MiB")
        let middle = Self.count / 2
        let queries: [(String, AuditQuery)] = [
            ("newest", AuditQuery()), ("500 newest", AuditQuery(limit: 500)), ("oldest", AuditQuery(before: 50)),
            ("who, often", AuditQuery(who: "gateway")), ("who, once", AuditQuery(who: "cli:once")),
            ("who, never", AuditQuery(who: "cli:never")), ("kind, often", AuditQuery(kind: "application.edited")),
            ("kind, once", AuditQuery(kind: "account.reset")), ("group, often", AuditQuery(kind: "application.")),
            ("group, once", AuditQuery(kind: "account.")), ("subject", AuditQuery(subjectID: "app_77777")),
            ("a day long ago", AuditQuery(from: 8_640, to: 95_040)), ("before a day long ago", AuditQuery(to: 8_640)),
            ("since long ago", AuditQuery(from: 8_640)), ("before the middle", AuditQuery(to: middle)),
            ("after the last", AuditQuery(from: Self.count * 2)), ("text, often", AuditQuery(text: "till")),
            ("text, once, new", AuditQuery(text: "needle \(Self.count)")),
            ("text, once, old", AuditQuery(text: "needle 1")),
            ("text, never", AuditQuery(text: "nothing like it")),
            ("text of long ago", AuditQuery(from: 8_640, to: middle, text: "nothing like it")),
            ("often and rare", AuditQuery(who: "gateway", kind: "account.reset")),
            ("often and never", AuditQuery(who: "cli:never", kind: "application.edited")),
            ("often and text", AuditQuery(who: "gateway", text: "nothing like it")),
        ]
        for (name, query) in queries {
            var times: [Duration] = []
            var page = AuditPage(entries: [], next: nil)
            for _ in 0..<7 {
                times.append(
                    try await ContinuousClock().measure { page = try await store.auditEntries(matching: query) })
            }
            let median = times.sorted()[3]
            print("\(name): \(median), \(page.entries.count) entries, next \(page.next.map { "\($0)" } ?? "none")")
            #expect(median < .milliseconds(100), "\(name)")
        }
        var page = AuditPage(entries: [], next: nil)
        let whole = try await ContinuousClock().measure {
            page = try await store.fullAuditPage(matching: AuditQuery(text: "nothing like it"))
        }
        #expect(page.entries.isEmpty && page.next == nil)
        print("a text that is nowhere, to the end: \(whole)")
    }

    private func fill(_ store: SQLiteStore) async throws {
        try await store.pool.write { db in
            var end = try AuditTable.end(db)
            for place in 1...Self.count { end = try AuditTable.append(db, Self.record(place), after: end) }
        }
    }

    private static func record(_ place: Int64) -> AuditRecord {
        let isFirst = place == 1
        let isNeedle = place == 1 || place == count
        return AuditRecord(
            time: place - (place % 1_000 == 0 ? 100 : 0),
            who: isFirst ? "cli:once" : place % 3 == 0 ? "cli:ada" : "gateway",
            kind: isFirst ? "account.reset" : place % 5 == 0 ? "session.signedIn" : "application.edited",
            subject: AuditSubject(kind: .application, id: "app_\(place % 100_000)", name: "Till \(place % 100_000)"),
            changes: [
                AuditChange(field: "name", before: "Till", after: isNeedle ? "Needle \(place)" : "Kiosk"),
                AuditChange(
                    field: "scopes", before: "transactions:read transactions:create",
                    after: "accounts:read transactions:read transactions:create transactions:refund"),
            ])
    }

    private func size(_ store: SQLiteStore) async throws -> Int64 {
        try await store.pool.read { db in
            try Int64.fetchOne(db, sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size") ?? 0
        }
    }

    @Test func `an upgrade of 1,000,000 changes of 100,000 applications tells how far it is`() async throws {
        let folder = try TemporaryFolder()
        try OldStore.write(to: folder.database, applications: 100_000, changes: Self.count)
        let heard = Heard()
        let time = try ContinuousClock().measure {
            try SQLiteStore.open(path: folder.database) { heard.note($0) }.close()
        }
        print("upgraded in \(time); told \(heard.count) times")
        #expect(heard.last == UpgradeProgress(done: Self.count, total: Self.count))
        let store = try SQLiteStore.open(path: folder.database)
        #expect(try await store.verifyAudit(expecting: nil).isIntact)
    }
}
