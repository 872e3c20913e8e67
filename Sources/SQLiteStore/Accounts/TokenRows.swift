import Accounts
import GRDB
import Registry

/// What scripts authenticate with: `api_tokens`.
enum TokenRows {
    static func insert(_ db: Database, _ new: NewAPIToken, of account: Int64) throws {
        let token = new.record
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
        guard let (token, account) = try table.find(db, digest: digest), token.isLive(at: now) else { return nil }
        return AuthenticatedToken(token: token, account: account)
    }

    /// Those of an account, newest first.
    static func all(_ db: Database, of account: AccountRows.Stored) throws -> [APIToken] {
        try table.all(db, of: account)
    }

    /// Notes the day of a use; a day never goes back.
    static func use(_ db: Database, _ id: String, day: Int64) throws {
        try db.execute(
            sql: "UPDATE api_tokens SET used_day = max(coalesce(used_day, 0), ?) WHERE id = ?", arguments: [day, id])
    }

    private static let table = CredentialTable(
        name: "api_tokens",
        columns: """
            CAST(id AS BLOB) AS id, CAST(name AS BLOB) AS name, CAST(permissions AS BLOB) AS permissions, created_at,
            expires_at, used_day
            """
    ) { reader, accountID in
        APIToken(
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
