import Accounts
import GRDB
import Testing
import TollgateTesting

@testable import SQLiteStore

/// Long audits are looked through in bounded parts, and what is found is what looking at every entry finds.
@Suite struct AuditSearchTests {
    private static let count: Int64 = 400
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() async throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore.open(path: folder.database)
        try await store.pool.write { db in
            for place in 1...Self.count { try AuditTable.append(db, Self.record(place)) }
        }
    }

    /// The clock goes back by 50 s now and then.
    private static func record(_ place: Int64) -> AuditRecord {
        let kinds = ["application.edited", "application.removed", "session.signedIn", "key.made"]
        return AuditRecord(
            time: place * 10 - (place % 37 == 0 ? 50 : 0), who: "cli:\(place % 7)", kind: kinds[Int(place % 4)],
            subject: AuditSubject(kind: .application, id: "app_\(place % 50)", name: "Till"),
            changes: place % 90 == 0 ? [AuditChange(field: "name", before: "Rare", after: nil)] : [])
    }

    private static let queries: [AuditQuery] = [
        AuditQuery(), AuditQuery(who: "cli:3"), AuditQuery(who: "cli:"), AuditQuery(kind: "session.signedIn"),
        AuditQuery(kind: "application."), AuditQuery(kind: "application.e."), AuditQuery(kind: "application"),
        AuditQuery(kind: "."), AuditQuery(subjectID: "app_7"), AuditQuery(text: "rARE"), AuditQuery(text: "app_49"),
        AuditQuery(text: "nothing like it"), AuditQuery(who: "cli:3", kind: "key.made"),
        AuditQuery(who: "cli:3", subjectID: "app_10"), AuditQuery(kind: "application.", text: "rare"),
        AuditQuery(from: 1_000), AuditQuery(to: 1_000), AuditQuery(from: 1_055, to: 1_065),
        AuditQuery(from: 320, to: 370), AuditQuery(from: 370, to: 320), AuditQuery(from: 5_000), AuditQuery(to: 0),
        AuditQuery(who: "cli:1", from: 1_000, to: 3_000), AuditQuery(from: 350, to: 700, text: "application"),
        AuditQuery(before: 50), AuditQuery(before: 50, from: 300), AuditQuery(before: 1), AuditQuery(before: .min),
        AuditQuery(before: 50, who: "cli:2"), AuditQuery(before: .max, kind: "key."),
    ]

    @Test(arguments: [7, 100, AuditSearch.budget])
    func `following the parts finds what looking at every entry finds`(budget: Int) async throws {
        let all = try await store.auditEntries(from: 1, limit: .max)
        #expect(all.count == Int(Self.count))
        for query in Self.queries {
            let expected = Array(all.filter { Self.matches($0, query) }.map(\.sequence).reversed())
            for limit in [3, 500] {
                let found = try await follow(query, limit: limit, budget: budget)
                #expect(found == expected, "\(query)")
            }
        }
    }

    /// What the parts hold, one after the other.
    private func follow(_ wanted: AuditQuery, limit: Int, budget: Int) async throws -> [Int64] {
        var query = wanted
        query.limit = limit
        var found: [Int64] = []
        while true {
            let asked = query
            let page = try await store.pool.read { try AuditSearch(asked, budget: budget).page($0) }
            #expect(page.entries.count <= limit)
            found += page.entries.map(\.sequence)
            guard let next = page.next else { return found }
            try #require(next < query.before ?? .max)
            query.before = next
        }
    }

    @Test(arguments: [7, 100, AuditSearch.budget])
    func `the oldest come first where they are asked for so, and each once`(budget: Int) async throws {
        let all = try await store.auditEntries(from: 1, limit: .max)
        for query in Self.queries {
            for after in [nil, 0, 55, Self.count, Int64.max] {
                var query = query
                (query.isOldestFirst, query.limit, query.after) = (true, 3, after)
                let expected = all.filter { Self.matches($0, query) && $0.sequence > after ?? 0 }.map(\.sequence)
                var found: [Int64] = []
                while true {
                    let asked = query
                    let page = try await store.pool.read { try AuditSearch(asked, budget: budget).page($0) }
                    found += page.entries.map(\.sequence)
                    guard let next = page.next else { break }
                    try #require(next > query.after ?? 0)
                    query.after = next
                }
                #expect(found == expected, "\(query)")
            }
        }
    }

    private static func matches(_ entry: AuditEntry, _ query: AuditQuery) -> Bool {
        let texts = [entry.who, entry.kind, entry.subject.id, entry.subject.name, AuditChange.json(entry.changes)]
        let text = texts.joined(separator: "\n").lowercased()
        if let before = query.before, entry.sequence >= before { return false }
        if let who = query.who, entry.who != who { return false }
        if let kind = query.kind {
            guard kind.hasSuffix(".") ? entry.kind.hasPrefix(kind) : entry.kind == kind else { return false }
        }
        if let id = query.subjectID, entry.subject.id != id { return false }
        if let from = query.from, entry.time < from { return false }
        if let to = query.to, entry.time >= to { return false }
        guard let wanted = query.text else { return true }
        return text.contains(wanted.lowercased())
    }

    @Test func `a part ends where its budget does, and says where to go on`() async throws {
        let page = try await store.pool.read { try AuditSearch(AuditQuery(text: "rare"), budget: 50).page($0) }
        #expect(page.entries.map(\.sequence) == [360] && page.next == 351)
        let none = try await store.pool.read { try AuditSearch(AuditQuery(text: "absent"), budget: 50).page($0) }
        #expect(none.entries.isEmpty && none.next == 351)
    }

    @Test func `large entries that are searched use the budget up sooner`() async throws {
        try await store.pool.write { db in
            for place in 1...5 {
                let changes = [AuditChange(field: "name", before: String(repeating: "a", count: 10_000), after: nil)]
                try AuditTable.append(
                    db,
                    AuditRecord(
                        time: Int64(place), who: "w", kind: "k.k",
                        subject: AuditSubject(kind: .none, id: "", name: ""), changes: changes))
            }
        }
        let read = { (query: AuditQuery) in
            try await store.pool.read { try AuditSearch(query, budget: 50).page($0) }
        }
        #expect(try await read(AuditQuery(text: "absent")).next == 403)
        // Without a text to find nothing of them is read.
        #expect(try await read(AuditQuery(who: "w", from: 0)).entries.count == 5)
    }

    @Test func `what has an index is found at once, wherever it lies`() async throws {
        let page = try await store.pool.read { db in
            try AuditSearch(AuditQuery(subjectID: "app_1", to: 20), budget: 20).page(db)
        }
        #expect(page.entries.map(\.sequence) == [1] && page.next == nil)
    }

    @Test func `a page is full although one look was not enough`() async throws {
        let page = try await store.fullAuditPage(matching: AuditQuery(text: "rare", limit: 2))
        #expect(page.entries.map(\.sequence) == [360, 270] && page.next == 270)
        let rest = try await store.fullAuditPage(matching: AuditQuery(before: 270, text: "rare"))
        #expect(rest.entries.map(\.sequence) == [180, 90] && rest.next == nil)
    }
}
