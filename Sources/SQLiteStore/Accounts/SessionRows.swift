import Accounts
import GRDB
import Registry

/// Browsers that are signed in: `sessions`.
enum SessionRows {
    static func insert(_ db: Database, _ new: NewSession, of account: Int64) throws {
        let session = new.session
        try db.execute(
            sql: """
                INSERT INTO sessions (id, account, digest, created_at, used_at, address, user_agent)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                session.id, account, new.digest.databaseValue, session.createdAt, session.lastUsedAt, session.address,
                session.userAgent,
            ])
    }

    /// Removes those that have ended.
    static func removeEnded(_ db: Database, at now: Int64) throws {
        try db.execute(
            sql: "DELETE FROM sessions WHERE created_at <= ? OR used_at <= ?",
            arguments: [now - Session.lifetime, now - Session.idleLifetime])
    }

    /// The live session of a digest, with its account.
    static func find(_ db: Database, digest: [UInt8], at now: Int64) throws -> SignedInSession? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns), account FROM sessions WHERE digest = ?")
        guard let row = try Row.fetchOne(statement, arguments: [digest.databaseValue]) else { return nil }
        let number = try RowReader(row, table: "sessions", named: "of a digest").integer("account")
        guard let account = try AccountRows.find(db, number: number)?.account, account.isEnabled else { return nil }
        let session = try session(row, of: account.id)
        return session.isLive(at: now) ? SignedInSession(session: session, account: account) : nil
    }

    /// Those of an account, newest first.
    static func all(_ db: Database, of account: AccountRows.Stored) throws -> [Session] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT \(columns) FROM sessions WHERE account = ? ORDER BY position DESC",
            arguments: [account.number])
        return try rows.map { try session($0, of: account.account.id) }
    }

    /// Notes a use; a time never goes back.
    static func use(_ db: Database, _ id: String, at now: Int64) throws {
        try db.execute(sql: "UPDATE sessions SET used_at = max(used_at, ?) WHERE id = ?", arguments: [now, id])
    }

    private static let columns = """
        position, CAST(id AS BLOB) AS id, created_at, used_at, CAST(address AS BLOB) AS address,
        CAST(user_agent AS BLOB) AS user_agent
        """

    private static func session(_ row: Row, of accountID: String) throws -> Session {
        let position: DatabaseValue = row["position"]
        let reader = RowReader(row, table: "sessions", named: "\(position)")
        return Session(
            id: try reader.text("id"), accountID: accountID, createdAt: try reader.time("created_at"),
            lastUsedAt: try reader.time("used_at"), address: try anyText(reader, "address"),
            userAgent: try anyText(reader, "user_agent"))
    }

    /// An empty text that was cast to a blob arrives as nothing.
    private static func anyText(_ reader: RowReader, _ column: String) throws -> String {
        try reader.optionalText(column) ?? ""
    }
}
