import GRDB
import Registry
import Testing
import TollgateTesting

@testable import SQLiteStore

/// Lists that are narrowed down and sorted, beside the same done by looking at every application.
struct ApplicationSearchTests {
    private static let count = 90

    /// Up to how many matches are sorted by themselves: never, at times, always.
    @Test(arguments: [0, 20, .max])
    func `what matches is sorted the same by itself and picked out of the order of everything`(few: Int) async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore.open(path: folder.database)
        let all = try await fill(store)
        for query in try queries() {
            let page = try await store.pool.read { db in try ApplicationSearch(query, few: few).page(db) }
            let expected = listed(all, query)
            #expect(page.total == expected.count, "\(query)")
            let wanted = expected.dropFirst(query.offset).prefix(query.limit)
            #expect(page.items.map(\.application.id) == Array(wanted), "\(query)")
        }
    }

    /// Every way to narrow a list down, to sort it, and places in it: the first, one within, the last, and behind it.
    private func queries() throws -> [ApplicationQuery] {
        let (refund, create) = (try #require(Scope("t:refund")), try #require(Scope("t:create")))
        let narrowed = [
            ApplicationQuery(), ApplicationQuery(text: "shop"), ApplicationQuery(text: "É"),
            ApplicationQuery(text: "nothing like it"), ApplicationQuery(isEnabled: false),
            ApplicationQuery(owner: "Merchant 1"), ApplicationQuery(scopes: .all([refund])),
            ApplicationQuery(text: "shop", isEnabled: true, scopes: .any([refund, create])),
        ]
        return narrowed.flatMap { query in
            ApplicationQuery.Sort.allCases.flatMap { sort in
                [false, true].flatMap { isDescending in
                    [(0, 7), (5, 3), (29, 40), (30, 5), (85, 500)].map { offset, limit in
                        var query = query
                        (query.sort, query.isDescending) = (sort, isDescending)
                        (query.offset, query.limit) = (offset, limit)
                        return query
                    }
                }
            }
        }
    }

    /// Applications in threes of the same name, of three owners, changed in another order than they were registered.
    private func fill(_ store: SQLiteStore) async throws -> [Application] {
        var made: [Application] = []
        for number in 0..<Self.count {
            let kind = ["Web Shop", "café", "Desk"][number % 3]
            let id = "app_\(number)"
            let operation = number % 3 == 0 ? "refund" : number % 2 == 0 ? "create" : "read"
            let scope = try #require(Scope("t:" + operation))
            let registration = Registration(
                id: id, name: "\(kind) \(number * 7 % Self.count / 9)", owner: "Merchant \(number % 3)",
                scopes: [scope],
                secret: StoredSecret(id: "sec_\(number)", digest: digest, createdAt: 9))
            _ = try await store.register(registration, by: ChangeOrigin(time: 1_000, who: "test"))
        }
        for number in 0..<Self.count {
            let origin = ChangeOrigin(time: 2_000 + Int64(number * 31 % 17), who: "test")
            let id = "app_\(number)"
            let outcome =
                number % 4 == 0 ? try await store.disable(id, by: origin) : try await store.revokeTokens(id, by: origin)
            made.append(outcome.application)
        }
        return made
    }

    private var digest: [UInt8] { Array(repeating: 1, count: 32) }

    /// The client ids that a query is for, all of them, in its order.
    private func listed(_ all: [Application], _ query: ApplicationQuery) -> [String] {
        let found = all.filter { application in
            let text = (query.text ?? "").lowercased()
            let texts = [application.name, application.owner, application.id].map { $0.lowercased() }
            let scopes = application.scopes
            let hasScopes =
                switch query.scopes {
                case .all(let wanted): wanted.allSatisfy(scopes.contains)
                case .any(let wanted): wanted.contains(where: scopes.contains)
                case nil: true
                }
            return hasScopes && (text.isEmpty || texts.contains { $0.contains(text) })
                && query.owner.map { $0 == application.owner } ?? true
                && query.isEnabled.map { $0 == application.isEnabled } ?? true
        }
        return found.sorted { one, other in
            let (key, otherKey) = (key(one, query.sort), key(other, query.sort))
            let isBefore = key == otherKey ? one.number < other.number : key < otherKey
            return query.isDescending ? !isBefore : isBefore
        }.map(\.id)
    }

    private func key(_ application: Application, _ sort: ApplicationQuery.Sort) -> String {
        switch sort {
        case .number: ""
        case .name: application.name.lowercased()
        case .owner: application.owner.lowercased()
        case .updatedAt: "\(application.updatedAt)"
        }
    }
}
