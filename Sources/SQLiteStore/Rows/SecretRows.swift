import GRDB
import Registry

/// The secrets of applications, in the order of the applications' numbers: `application_secrets`.
final class SecretRows {
    private let rows: RowCursor
    private let reader: StatementReader
    /// The application of the row that the statement stands at; `nil` behind the last.
    private var application: Int64?

    /// - Parameter numbers: only of these applications.
    init(_ db: Database, _ numbers: NumberSelection) throws {
        let statement = try db.cachedStatement(
            sql: """
                SELECT application, id, digest, created_at, ends_at FROM application_secrets
                WHERE \(numbers.condition("application")) ORDER BY application, position
                """)
        reader = StatementReader(statement)
        rows = try Row.fetchCursor(statement, arguments: [numbers.argument])
        try step()
    }

    /// What one application has, oldest first; of those before it nothing can be read any more.
    func next(of number: Int64) throws -> ReadList<StoredSecret> {
        while let application, application < number { try step() }
        guard application == number else { return .missing }
        var secrets: [StoredSecret] = []
        var isWhole = true
        while application == number {
            if let secret = secret() { secrets.append(secret) } else { isWhole = false }
            try step()
        }
        return isWhole ? .list(secrets) : .malformed
    }

    private func secret() -> StoredSecret? {
        guard let id = reader.text(1), !id.isEmpty, !id.utf8.contains(UInt8(ascii: " ")),
            let digest = reader.blob(2), digest.count == 32, let time = reader.integer(3)
        else { return nil }
        let end = reader.integer(4)
        guard end != nil || reader.isNull(4) else { return nil }
        return StoredSecret(id: id, digest: digest, createdAt: time, endsAt: end)
    }

    private func step() throws { application = try rows.next() == nil ? nil : reader.integer(0) }
}
