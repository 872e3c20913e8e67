import Accounts
import GRDB
import Registry

/// A query of accounts as statements.
struct AccountSearch {
    private var conditions: [String] = []
    private var arguments = StatementArguments()
    private let query: AccountQuery

    init(_ query: AccountQuery) {
        self.query = query
        if let text = query.text, !text.isEmpty { add("instr(a.name_key, ?)", NameKey.fold(text)) }
        if let kind = query.kind { add("a.role = ?", kind.rawValue) }
        if let merchantID = query.merchantID { add("m.id = ?", merchantID) }
        if let isEnabled = query.isEnabled { add("a.enabled = ?", isEnabled) }
    }

    private mutating func add(_ condition: String, _ value: any DatabaseValueConvertible) {
        conditions.append(condition)
        arguments += [value]
    }

    /// The part of the list, and how long the list is.
    func page(_ db: Database) throws -> Page<Account> {
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        let total = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM \(AccountRows.tables)\(filter)", arguments: arguments)
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT \(AccountRows.columns) FROM \(AccountRows.tables)\(filter) ORDER BY \(order) LIMIT ? OFFSET ?",
            arguments: arguments + [min(max(1, query.limit), 500), max(0, query.offset)])
        return Page(items: try rows.map { try AccountRows.stored($0).account }, total: total ?? 0)
    }

    private var order: String {
        let direction = query.isDescending ? " DESC" : ""
        let column =
            switch query.sort {
            case .name: "a.name_key"
            case .createdAt: "a.created_at"
            case .lastSignInAt: "a.signed_in_at"
            }
        return "\(column)\(direction), a.number\(direction)"
    }
}
