import Accounts
import GRDB
import Registry

/// The audit: `audit_entries`, which only ever grows.
enum AuditTable {
    /// Appends an entry to the chain; to be called in the transaction of what it tells of.
    ///
    /// The next number is taken from what SQLite has given out, not from the last row: where rows were taken off the end, a
    /// gap stays behind.
    static func append(_ db: Database, _ record: AuditRecord) throws {
        _ = try append(db, record, after: try end(db))
    }

    /// Where the chain ends.
    struct End {
        /// The last number that was given out; 0 before the first.
        let sequence: Int64
        /// The digest of the last entry; zeros before the first.
        let digest: [UInt8]
    }

    /// Where the chain ends now; to be called in the transaction that goes on from there.
    static func end(_ db: Database) throws -> End { End(sequence: try given(db), digest: try head(db)) }

    /// Appends an entry behind the end, and returns the end behind it: for whoever appends many.
    static func append(_ db: Database, _ record: AuditRecord, after end: End) throws -> End {
        let (sequence, previous) = (end.sequence + 1, end.digest)
        let digest = AuditDigest.digest(previous: previous, texts: record.texts(at: sequence))
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO audit_entries
                    (sequence, time, who, kind, subject_type, subject_id, subject_name, changes, previous, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            sequence, record.time, record.who, record.kind, record.subject.kind.rawValue, record.subject.id,
            record.subject.name, AuditChange.json(record.changes), previous.databaseValue, digest.databaseValue,
        ])
        return End(sequence: sequence, digest: digest)
    }

    /// The last number that was given out; 0 before the first.
    static func given(_ db: Database) throws -> Int64 {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'audit_entries'"))
        else { return 0 }
        let reader = RowReader(row, table: "sqlite_sequence", named: "of audit_entries")
        let number = try reader.integer("seq")
        guard number < .max else { throw reader.failure("seq", "has no successor") }
        return number
    }

    /// The place of the last entry; 0 where there is none.
    static func last(_ db: Database) throws -> Int64 {
        let row = try Row.fetchOne(db, sql: "SELECT max(sequence) AS sequence FROM audit_entries")
        return try row.flatMap { try RowReader($0, table: "audit_entries", named: "last").optionalInteger("sequence") }
            ?? 0
    }

    /// The digest of the last entry; zeros before the first.
    private static func head(_ db: Database) throws -> [UInt8] {
        let statement = try db.cachedStatement(
            sql: "SELECT sequence, digest FROM audit_entries ORDER BY sequence DESC LIMIT 1")
        guard let row = try Row.fetchOne(statement) else { return AuditDigest.beginning }
        return try RowReader(row, table: "audit_entries", named: "last").bytes("digest")
    }
}
