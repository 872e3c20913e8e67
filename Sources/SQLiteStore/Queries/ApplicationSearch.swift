import Accounts
import GRDB
import Registry

/// A query of applications as statements.
///
/// Each reads only the tables that it needs: a search the narrow one with texts without case, one scope the index of scopes.
struct ApplicationSearch {
    /// What is asked of the texts without case (`s`), of the application itself (`a`), and of its number (`KEY`, which each
    /// table has).
    private var conditions: [String] = []
    private var arguments = StatementArguments()
    private var isByScope = false
    private let query: ApplicationQuery

    init(_ query: ApplicationQuery) {
        self.query = query
        switch query.scopes {
        case .all(let scopes): for scope in scopes { addScopes([scope]) }
        case .any(let scopes): addScopes(scopes)
        case nil: break
        }
        if let owner = query.owner { add("a.owner = ?", [owner]) }
        if let isEnabled = query.isEnabled { add("a.enabled = ?", [isEnabled]) }
        if let text = query.text, !text.isEmpty {
            // A line break stands between the texts, and in none of them: nothing is found across two.
            add("instr(s.text, ?)", [NameKey.fold(text)])
        }
    }

    /// The first single scope is where the search begins, in the order of its index; others are looked up.
    private mutating func addScopes(_ scopes: [Scope]) {
        if scopes.count == 1, !isByScope {
            isByScope = true
            return add("h.scope = ?", scopes.map(\.description))
        }
        let places = Array(repeating: "?", count: scopes.count).joined(separator: ", ")
        add("KEY IN (SELECT application FROM application_scopes WHERE scope IN (\(places)))", scopes.map(\.description))
    }

    private mutating func add(_ condition: String, _ values: [any DatabaseValueConvertible]) {
        conditions.append(condition)
        arguments += StatementArguments(values)
    }

    /// The part of the list, and how long the list is.
    func page(_ db: Database) throws -> Page<VersionedApplication> {
        let (limit, offset) = (min(max(1, query.limit), ApplicationQuery.largestPage), max(0, query.offset))
        let numbers = try Int64.fetchAll(
            db, sql: statement("KEY", order: order), arguments: arguments + [limit, offset])
        let versions = try ChangeTable.versions(db, of: numbers)
        let items = try ApplicationTable.all(db, numbers: numbers).map {
            VersionedApplication(application: $0, version: versions[$0.id] ?? 0)
        }
        // A page that is not full says itself where the list ends.
        let isLast = numbers.count < limit && (offset == 0 || !numbers.isEmpty)
        return Page(items: items, total: isLast ? offset + numbers.count : try count(db))
    }

    private func count(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: statement("count(*)", order: nil), arguments: arguments) ?? 0
    }

    private func statement(_ result: String, order: String?) -> String {
        let uses = { (table: String) in (conditions + [order ?? ""]).contains { $0.contains(table) } }
        var tables: [(name: String, key: String)] = []
        if isByScope { tables.append(("application_scopes AS h", "h.application")) }
        if uses("s.") { tables.append(("application_search AS s", "s.application")) }
        if uses("a.") || tables.isEmpty { tables.append(("applications AS a", "a.number")) }
        let key = tables[0].key
        let joined = tables.dropFirst().map { " JOIN \($0.name) ON \($0.key) = \(key)" }.joined()
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        let end = order.map { " ORDER BY \($0) LIMIT ? OFFSET ?" } ?? ""
        return "SELECT \(result) FROM \(tables[0].name)\(joined)\(filter)\(end)".replacing("KEY", with: key)
    }

    /// What is equal stands in the order of registration, or in the reverse of it with the rest.
    private var order: String {
        let direction = query.isDescending ? " DESC" : ""
        let column: String? =
            switch query.sort {
            case .number: nil
            case .name: "s.name_key"
            case .owner: "s.owner_key"
            case .updatedAt: "a.updated_at"
            }
        return (column.map { $0 + direction + ", " } ?? "") + "KEY" + direction
    }
}
