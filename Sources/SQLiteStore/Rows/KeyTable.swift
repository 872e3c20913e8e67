import GRDB
import Registry

/// Sealed signing keys: `signing_keys`.
enum KeyTable {
    /// Every key, in the order of insertion.
    static func all(_ db: Database) throws -> [StoredKey] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT position, CAST(id AS BLOB) AS id, CAST(algorithm AS BLOB) AS algorithm, sealed, created_at
                FROM signing_keys ORDER BY position
                """)
        var keys: [StoredKey] = []
        while let row = try rows.next() {
            let position: DatabaseValue = row["position"]
            let reader = RowReader(row, table: "signing_keys", named: "\(position)")
            keys.append(
                StoredKey(
                    id: try reader.text("id"), algorithm: try reader.text("algorithm"),
                    sealed: try reader.bytes("sealed"), createdAt: try reader.integer("created_at")))
        }
        return keys
    }

    /// Whether there is no key at all.
    static func isEmpty(_ db: Database) throws -> Bool {
        try Row.fetchOne(db, sql: "SELECT 1 FROM signing_keys LIMIT 1") == nil
    }

    /// Inserts a key.
    static func insert(_ db: Database, _ key: StoredKey) throws {
        try db.execute(
            sql: "INSERT INTO signing_keys (id, algorithm, sealed, created_at) VALUES (?, ?, ?, ?)",
            arguments: [key.id, key.algorithm, key.sealed.databaseValue, key.createdAt])
    }
}
