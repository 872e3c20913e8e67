import Accounts
import GRDB
import Registry

/// What scripts authenticate with: `api_tokens`.
enum TokenRows {
    static func insert(_ db: Database, _ new: NewAPIToken, of account: Int64) throws {
        let token = new.token
        try db.execute(
            sql: """
                INSERT INTO api_tokens (id, account, digest, name, permissions, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                token.id, account, new.digest.databaseValue, token.name,
                token.permissions.map(\.rawValue).joined(separator: " "), token.createdAt, token.expiresAt,
            ])
    }

    /// The live token of a digest, with its account.
    static func find(_ db: Database, digest: [UInt8], at now: Int64) throws -> AuthenticatedToken? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns), account FROM api_tokens WHERE digest = ?")
        guard let row = try Row.fetchOne(statement, arguments: [digest.databaseValue]) else { return nil }
        let number = try RowReader(row, table: "api_tokens", named: "of a digest").integer("account")
        guard let account = try AccountRows.find(db, number: number)?.account, account.isEnabled else { return nil }
        let token = try token(row, of: account.id)
        return token.isLive(at: now) ? AuthenticatedToken(token: token, account: account) : nil
    }

    /// Those of an account, newest first.
    static func all(_ db: Database, of account: AccountRows.Stored) throws -> [APIToken] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT \(columns) FROM api_tokens WHERE account = ? ORDER BY position DESC",
            arguments: [account.number])
        return try rows.map { try token($0, of: account.account.id) }
    }

    /// Notes the day of a use; a day never goes back.
    static func use(_ db: Database, _ id: String, day: Int64) throws {
        try db.execute(
            sql: "UPDATE api_tokens SET used_day = max(coalesce(used_day, 0), ?) WHERE id = ?", arguments: [day, id])
    }

    private static let columns = """
        position, CAST(id AS BLOB) AS id, CAST(name AS BLOB) AS name, CAST(permissions AS BLOB) AS permissions,
        created_at, expires_at, used_day
        """

    private static func token(_ row: Row, of accountID: String) throws -> APIToken {
        let position: DatabaseValue = row["position"]
        let reader = RowReader(row, table: "api_tokens", named: "\(position)")
        return APIToken(
            id: try reader.text("id"), accountID: accountID, name: try reader.text("name"),
            permissions: try reader.parsed("permissions", as: "a list of permissions", permissions),
            createdAt: try reader.integer("created_at"), expiresAt: try reader.integer("expires_at"),
            lastUsedDay: try reader.optionalInteger("used_day"))
    }

    private static func permissions(_ text: String) -> [Permission]? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        let permissions = words.compactMap { Permission(rawValue: String($0)) }
        return permissions.count == words.count ? permissions : nil
    }
}
