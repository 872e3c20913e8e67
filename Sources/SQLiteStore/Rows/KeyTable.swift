import Accounts
import GRDB
import Registry

/// Sealed signing keys, `signing_keys`, and their history, `key_changes`, which only ever grows.
enum KeyTable {
    /// Every key, in the order of insertion.
    static func all(_ db: Database) throws -> [StoredKey] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT position, CAST(id AS BLOB) AS id, CAST(algorithm AS BLOB) AS algorithm, sealed, created_at,
                    signs_from, longest_lifetime
                FROM signing_keys ORDER BY position
                """)
        var keys: [StoredKey] = []
        while let row = try rows.next() {
            let position: DatabaseValue = row["position"]
            let reader = RowReader(row, table: "signing_keys", named: "\(position)")
            keys.append(
                StoredKey(
                    id: try reader.text("id"), algorithm: try reader.text("algorithm"),
                    sealed: try reader.bytes("sealed"), createdAt: try reader.integer("created_at"),
                    signsFrom: try seconds(reader, "signs_from"),
                    longestLifetime: try seconds(reader, "longest_lifetime")))
        }
        return keys
    }

    /// A time or a span, in seconds. Times are added up: what is beyond the year 9999 is damage.
    private static func seconds(_ reader: RowReader, _ column: String) throws -> Int64 {
        let value = try reader.integer(column)
        guard (0...253_402_300_799).contains(value) else { throw reader.failure(column, "is no time") }
        return value
    }

    /// The number of the last change; 0 before the first.
    static func sequence(_ db: Database) throws -> Int64 {
        guard let row = try Row.fetchOne(db, sql: "SELECT max(sequence) AS sequence FROM key_changes") else { return 0 }
        let reader = RowReader(row, table: "key_changes", named: "last")
        return reader.isNull("sequence") ? 0 : try reader.integer("sequence")
    }

    /// Makes a change, and notes it. A key that is removed leaves nothing that could sign.
    static func apply(_ db: Database, _ change: KeyChange, by origin: ChangeOrigin) throws {
        switch change {
        case .make(let key): try insert(db, key)
        case .start(let id, let time):
            try db.execute(sql: "UPDATE signing_keys SET signs_from = ? WHERE id = ?", arguments: [time, id])
        case .extend(let id, let lifetime):
            try db.execute(sql: "UPDATE signing_keys SET longest_lifetime = ? WHERE id = ?", arguments: [lifetime, id])
        case .retire: break
        }
        try db.execute(
            sql: """
                INSERT INTO key_changes (time, kind, key_id, algorithm, signs_from, longest_lifetime, who)
                SELECT ?, ?, id, algorithm, signs_from, longest_lifetime, ? FROM signing_keys WHERE id = ?
                """,
            arguments: [origin.time, change.kind, origin.who, change.keyID])
        try note(db, change, by: origin)
        if case .retire(let id) = change {
            try db.execute(sql: "DELETE FROM signing_keys WHERE id = ?", arguments: [id])
        }
    }

    /// The change's entry in the audit. A key that is not there leaves none, as it leaves none in the history.
    private static func note(_ db: Database, _ change: KeyChange, by origin: ChangeOrigin) throws {
        guard let key = try all(db).first(where: { $0.id == change.keyID }) else { return }
        let difference: [AuditChange] =
            switch change {
            case .make: [AuditChange(field: "signsFrom", before: nil, after: UTCText.text(key.signsFrom))]
            case .start(_, let time): [AuditChange(field: "signsFrom", before: nil, after: UTCText.text(time))]
            case .extend(_, let lifetime): [AuditChange(field: "longestLifetime", before: nil, after: "\(lifetime)")]
            case .retire: []
            }
        try AuditTable.append(
            db,
            AuditRecord(
                time: origin.time, who: origin.who, kind: "key." + change.kind,
                subject: AuditSubject(kind: .key, id: key.id, name: key.algorithm), changes: difference))
    }

    private static func insert(_ db: Database, _ key: StoredKey) throws {
        try db.execute(
            sql: """
                INSERT INTO signing_keys (id, algorithm, sealed, created_at, signs_from, longest_lifetime)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                key.id, key.algorithm, key.sealed.databaseValue, key.createdAt, key.signsFrom, key.longestLifetime,
            ])
    }
}
