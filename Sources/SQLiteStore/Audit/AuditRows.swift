import Accounts
import GRDB
import Registry

/// Reads entries of the audit.
enum AuditRows {
    /// The columns of an entry. Texts are blobs, because SQLite does not check their UTF-8.
    static let columns = """
        sequence, time, CAST(who AS BLOB) AS who, CAST(kind AS BLOB) AS kind, CAST(subject_type AS BLOB) AS subject_type,
        CAST(subject_id AS BLOB) AS subject_id, CAST(subject_name AS BLOB) AS subject_name,
        json_valid(changes) AS is_valid, CAST(changes AS BLOB) AS changes, previous, digest
        """

    /// Entries by a statement that has ``columns``, in its order.
    ///
    /// - Parameter most: bytes of changes after which no more are read.
    static func entries(
        _ db: Database, sql: String, arguments: StatementArguments, most: Int = .max
    ) throws -> [AuditEntry] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        var entries: [AuditEntry] = []
        var size = 0
        while size < most, let row = try rows.next() {
            size += try reader(row).anyBytes("changes").count
            entries.append(try entry(db, row))
        }
        return entries
    }

    static func reader(_ row: Row) -> RowReader {
        let sequence: DatabaseValue = row["sequence"]
        return RowReader(row, table: "audit_entries", named: "\(sequence)")
    }

    private static func entry(_ db: Database, _ row: Row) throws -> AuditEntry {
        let reader = reader(row)
        guard try reader.integer("is_valid") == 1 else { throw reader.failure("changes", "is not JSON") }
        let kind = try reader.parsed("subject_type", as: "a type of subject") { AuditSubject.Kind(rawValue: $0) }
        return AuditEntry(
            sequence: try reader.integer("sequence"), time: try reader.integer("time"), who: try reader.text("who"),
            kind: try reader.text("kind"),
            subject: AuditSubject(
                kind: kind, id: try reader.text("subject_id"), name: try reader.text("subject_name")),
            changes: try changes(db, try reader.text("changes"), reader),
            previous: try reader.bytes("previous"), digest: try reader.bytes("digest"))
    }

    /// What stands in the JSON, read by SQLite.
    private static func changes(_ db: Database, _ json: String, _ reader: RowReader) throws -> [AuditChange] {
        guard json != "[]" else { return [] }
        let statement = try db.cachedStatement(
            sql: """
                SELECT json_extract(value, '$.field') AS field, json_extract(value, '$.before') AS before,
                    json_extract(value, '$.after') AS after
                FROM json_each(?) WHERE type = 'object' ORDER BY key
                """)
        let rows = try Row.fetchCursor(statement, arguments: [json])
        var changes: [AuditChange] = []
        while let row = try rows.next() {
            let change = RowReader(row, table: "audit_entries", named: "changes")
            changes.append(
                AuditChange(
                    field: try change.text("field"),
                    before: change.isNull("before") ? nil : try change.text("before"),
                    after: change.isNull("after") ? nil : try change.text("after")))
        }
        return changes
    }
}
