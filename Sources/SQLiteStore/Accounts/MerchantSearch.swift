import Accounts
import GRDB
import Registry

/// A query of merchants as statements.
struct MerchantSearch {
    private let query: MerchantQuery
    private let text: String?

    init(_ query: MerchantQuery) {
        self.query = query
        text = query.text.flatMap { $0.isEmpty ? nil : NameKey.fold($0) }
    }

    /// The part of the list, and how long the list is.
    func page(_ db: Database) throws -> Page<ListedMerchant> {
        let filter = text == nil ? "" : "WHERE instr(name_key, ?)"
        let arguments = text.map { StatementArguments([$0]) } ?? StatementArguments()
        let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM merchants \(filter)", arguments: arguments)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(MerchantRows.columns), (SELECT count(*) FROM applications WHERE owner = merchants.name) AS held
                FROM merchants \(filter) ORDER BY \(order) LIMIT ? OFFSET ?
                """,
            arguments: arguments + [min(max(1, query.limit), 500), max(0, query.offset)])
        let items = try rows.map { row in
            ListedMerchant(
                merchant: try MerchantRows.stored(db, row).merchant,
                applicationCount: Int(try RowReader(row, table: "applications", named: "of an owner").integer("held")))
        }
        return Page(items: items, total: total ?? 0)
    }

    private var order: String {
        let direction = query.isDescending ? " DESC" : ""
        let column =
            switch query.sort {
            case .name: "name_key"
            case .createdAt: "created_at"
            case .applications: "held"
            }
        return "\(column)\(direction), number\(direction)"
    }
}
