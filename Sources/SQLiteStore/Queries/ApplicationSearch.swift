import Accounts
import GRDB
import Registry

/// A query of applications as statements.
///
/// Each reads only the tables that it needs: a search the narrow one with texts without case, a filter the other.
struct ApplicationSearch {
    /// What is asked of the texts without case (`s`), of the application itself (`a`), and of its number (`KEY`, which
    /// either has).
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
        add("KEY IN (SELECT application FROM application_scopes WHERE scope IN (\(places)))", scopes.map(\.description))
    }

    private mutating func add(_ condition: String, _ values: [any DatabaseValueConvertible]) {
        conditions.append(condition)
        arguments += StatementArguments(values)
    }

    /// The part of the list, and how long the list is.
    func page(_ db: Database) throws -> Page<VersionedApplication> {
        let total = try Int.fetchOne(db, sql: statement("count(*)", order: nil), arguments: arguments) ?? 0
        let limit = min(max(1, query.limit), ApplicationQuery.largestPage)
        let numbers = try Int64.fetchAll(
            db, sql: statement("KEY", order: order), arguments: arguments + [limit, max(0, query.offset)])
        let items = try numbers.compactMap { number in try ApplicationTable.find(db, number: number) }
        return Page(
            items: try items.map {
                VersionedApplication(application: $0, version: try ChangeTable.version(db, of: $0.id))
            }, total: total)
    }

    private func statement(_ result: String, order: String?) -> String {
        let uses = { (table: String) in (conditions + [order ?? ""]).contains { $0.contains(table) } }
        let (tables, key) =
            switch (uses("a."), uses("s.")) {
            case (_, false): ("applications AS a", "a.number")
            case (false, true): ("application_search AS s", "s.application")
            case (true, true):
                ("application_search AS s JOIN applications AS a ON a.number = s.application", "s.application")
            }
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        let end = order.map { " ORDER BY \($0) LIMIT ? OFFSET ?" } ?? ""
        return "SELECT \(result) FROM \(tables)\(filter)\(end)".replacing("KEY", with: key)
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
