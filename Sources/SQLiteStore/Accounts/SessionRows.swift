import Accounts
import GRDB
import Registry

/// Browsers that are signed in: `sessions`.
enum SessionRows {
    static func insert(_ db: Database, _ new: NewSession, of account: Int64) throws {
        let session = new.record
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
        guard let (session, account) = try table.find(db, digest: digest), session.isLive(at: now) else { return nil }
        return SignedInSession(session: session, account: account)
    }

    /// Those of an account, newest first.
    static func all(_ db: Database, of account: AccountRows.Stored) throws -> [Session] {
        try table.all(db, of: account)
    }

    /// Notes a use; a time never goes back.
    static func use(_ db: Database, _ id: String, at now: Int64) throws {
        try db.execute(sql: "UPDATE sessions SET used_at = max(used_at, ?) WHERE id = ?", arguments: [now, id])
    }

    private static let table = CredentialTable(
        name: "sessions",
        columns: """
            CAST(id AS BLOB) AS id, created_at, used_at, CAST(address AS BLOB) AS address,
            CAST(user_agent AS BLOB) AS user_agent
            """
    ) { reader, accountID in
        Session(
            id: try reader.text("id"), accountID: accountID, createdAt: try reader.time("created_at"),
            lastUsedAt: try reader.time("used_at"), address: try anyText(reader, "address"),
            userAgent: try anyText(reader, "user_agent"))
    }

    /// An empty text that was cast to a blob arrives as nothing.
    private static func anyText(_ reader: RowReader, _ column: String) throws -> String {
        try reader.optionalText(column) ?? ""
    }
}
