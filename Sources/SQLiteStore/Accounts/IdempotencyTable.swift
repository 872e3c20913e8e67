import GRDB
import Registry

/// Answers that are given again to whoever asks again: `idempotency_keys`.
enum IdempotencyTable {
    /// What is known of a key.
    enum Finding {
        /// Nothing: the creation is to be made.
        case new
        /// It was made before.
        case made(subjectID: String, sealed: [UInt8])
        /// The key was used for something else.
        case reused
    }

    /// Looks a creation up; `nil` stands for one that nobody will ask for again.
    ///
    /// - Parameter now: Seconds since 1970. What is older than a day is forgotten first.
    static func find(_ db: Database, _ once: OnceOnly?, at now: Int64) throws -> Finding {
        guard let key = once?.key else { return .new }
        try db.execute(
            sql: "DELETE FROM idempotency_keys WHERE created_at <= ?", arguments: [now - IdempotencyKey.lifetime])
        let statement = try db.cachedStatement(
            sql: """
                SELECT request_digest, CAST(subject AS BLOB) AS subject, sealed FROM idempotency_keys
                WHERE account = ? AND key = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [key.accountID, key.key]) else { return .new }
        let reader = RowReader(row, table: "idempotency_keys", named: "of \(key.accountID)")
        guard try reader.bytes("request_digest") == key.requestDigest else { return .reused }
        return .made(subjectID: try reader.text("subject"), sealed: try reader.anyBytes("sealed"))
    }

    /// Keeps what was created, in the transaction that created it.
    static func keep(_ db: Database, _ once: OnceOnly?, subjectID: String, at now: Int64) throws {
        guard let once else { return }
        try db.execute(
            sql: """
                INSERT INTO idempotency_keys (account, key, request_digest, subject, sealed, created_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                once.key.accountID, once.key.key, once.key.requestDigest.databaseValue, subjectID,
                once.sealed.databaseValue, now,
            ])
    }
}
