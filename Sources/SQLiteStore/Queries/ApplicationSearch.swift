import Accounts
import GRDB
import Registry

/// A query of applications as statements.
struct ApplicationSearch {
    private var conditions: [String] = []
    private var arguments = StatementArguments()
    private let query: ApplicationQuery

    init(_ query: ApplicationQuery) {
        self.query = query
        if let owner = query.owner { add("a.owner = ?", [owner]) }
        if let isEnabled = query.isEnabled { add("a.enabled = ?", [isEnabled]) }
        if let text = query.text, !text.isEmpty {
            let text = NameKey.fold(text)
            add("(instr(s.name_key, ?) OR instr(s.owner_key, ?) OR instr(s.id_key, ?))", [text, text, text])
        }
        switch query.scopes {
        case .all(let scopes): for scope in scopes { addScopes([scope]) }
        case .any(let scopes): addScopes(scopes)
        case nil: break
        }
    }

    private mutating func addScopes(_ scopes: [Scope]) {
        let places = Array(repeating: "?", count: scopes.count).joined(separator: ", ")
        add(
            "a.number IN (SELECT application FROM application_scopes WHERE scope IN (\(places)))",
            scopes.map(\.description))
    }

    private mutating func add(_ condition: String, _ values: [any DatabaseValueConvertible]) {
        conditions.append(condition)
        arguments += StatementArguments(values)
    }

    /// The part of the list, and how long the list is.
    func page(_ db: Database) throws -> Page<VersionedApplication> {
        let total = try Int.fetchOne(db, sql: "SELECT count(*) \(tables(for: conditions))", arguments: arguments) ?? 0
        let limit = min(max(1, query.limit), ApplicationQuery.largestPage)
        let numbers = try Int64.fetchAll(
            db, sql: "SELECT a.number \(tables(for: conditions + [order])) ORDER BY \(order) LIMIT ? OFFSET ?",
            arguments: arguments + [limit, max(0, query.offset)])
        let items = try numbers.compactMap { number in try ApplicationTable.find(db, number: number) }
        return Page(
            items: try items.map {
                VersionedApplication(application: $0, version: try ChangeTable.version(db, of: $0.id))
            },
            total: total)
    }

    /// Only the tables that are needed: a search reads the narrow one, a filter the other.
    private func tables(for uses: [String]) -> String {
        let needs = { (prefix: String) in uses.contains { $0.contains(prefix) } }
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        let tables =
            needs("s.")
            ? "applications AS a JOIN application_search AS s ON s.application = a.number" : "applications AS a"
        return "FROM \(tables)\(filter)"
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
        let key = query.sort == .name || query.sort == .owner ? "s.application" : "a.number"
        return (column.map { $0 + direction + ", " } ?? "") + key + direction
    }
}
