import GRDB
import Registry

/// Applications in the order of registration, each with its scopes and secrets.
///
/// Three statements, in the order of the applications' numbers, are read side by side: one statement with all three
/// tables in it would look scopes and secrets up anew for every application, which takes twice as long.
struct ApplicationRows {
    private let rows: RowCursor
    private let reader: StatementReader
    private let scopes: ScopeRows
    private let secrets: SecretRows

    /// - Parameters:
    ///   - numbers: only these applications.
    ///   - limit: so many at most; `nil` for all.
    init(_ db: Database, _ numbers: NumberSelection = .from(.min), limit: Int? = nil) throws {
        let statement = try db.cachedStatement(
            sql: """
                SELECT number, id, name, owner, enabled, generation, created_at, updated_at FROM applications
                WHERE \(numbers.condition("number")) ORDER BY number LIMIT ?
                """)
        reader = StatementReader(statement)
        rows = try Row.fetchCursor(statement, arguments: [numbers.argument, limit ?? -1])
        scopes = try ScopeRows(db, numbers)
        secrets = try SecretRows(db, numbers)
    }

    /// The next application; `nil` behind the last.
    func next() throws -> Application? {
        guard try rows.next() != nil else { return nil }
        let number = try integer(0, "number")
        return Application(
            id: try id(),
            number: number,
            name: try text(2, "name"),
            owner: try text(3, "owner"),
            scopes: try list(scopes.next(of: number), "scopes", of: "scopes"),
            secrets: try list(secrets.next(of: number), "secrets", of: "secrets"),
            isEnabled: try flag(),
            generation: try integer(5, "generation"),
            createdAt: try integer(6, "created_at"),
            updatedAt: try integer(7, "updated_at")
        )
    }

    private func id() throws(StoreFailure) -> String {
        let id = try text(1, "id")
        guard ClientID.isValid(id) else { throw failure("id", "is not a client id") }
        return id
    }

    /// Anything but a clear yes or no is damage: it must not pass for either.
    private func flag() throws(StoreFailure) -> Bool {
        switch try integer(4, "enabled") {
        case 0: false
        case 1: true
        default: throw failure("enabled", "is neither 0 nor 1")
        }
    }

    private func integer(_ column: Int32, _ name: String) throws(StoreFailure) -> Int64 {
        guard let value = reader.integer(column) else { throw failure(name, "is not an integer") }
        return value
    }

    private func text(_ column: Int32, _ name: String) throws(StoreFailure) -> String {
        guard let text = reader.text(column) else {
            throw failure(name, reader.isNull(column) ? "is missing" : "is not UTF-8 text")
        }
        return text
    }

    private func list<Element>(
        _ list: ReadList<Element>, _ name: String, of what: String
    ) throws(StoreFailure) -> [Element] {
        switch list {
        case .list(let elements): return elements
        case .missing: throw failure(name, "is missing")
        case .malformed: throw failure(name, "is not a list of \(what)")
        }
    }

    /// A failure that names table, row and column.
    private func failure(_ column: String, _ problem: String) -> StoreFailure {
        .damaged(
            table: "applications", row: reader.integer(0).map(String.init) ?? "?", column: column, problem: problem)
    }
}
