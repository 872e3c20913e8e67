import Accounts
import GRDB
import Registry

/// Accounts: `accounts`.
enum AccountRows {
    /// An account with what proves who it is, and the number of its row.
    struct Stored {
        let number: Int64
        let credentials: AccountCredentials

        var account: Account { credentials.account }
    }

    static func find(_ db: Database, id: String) throws -> Stored? { try find(db, "a.id = ?", id) }

    static func find(_ db: Database, number: Int64) throws -> Stored? { try find(db, "a.number = ?", number) }

    /// By its name, without case.
    static func find(_ db: Database, named name: String) throws -> Stored? {
        try find(db, "a.name_key = ?", NameKey.fold(name))
    }

    private static func find(
        _ db: Database, _ condition: String, _ value: any DatabaseValueConvertible
    ) throws -> Stored? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM \(tables) WHERE \(condition)")
        return try Row.fetchOne(statement, arguments: [value]).map(stored)
    }

    /// What ``stored(_:)`` reads, and from where.
    static let columns = """
        a.number AS number, CAST(a.id AS BLOB) AS id, CAST(a.name AS BLOB) AS name, CAST(a.role AS BLOB) AS role,
        CAST(m.id AS BLOB) AS merchant_id, a.enabled AS enabled, CAST(a.password AS BLOB) AS password, a.totp AS totp,
        a.totp_step AS totp_step, CAST(a.language AS BLOB) AS language, a.version AS version,
        a.created_at AS created_at, a.updated_at AS updated_at, a.signed_in_at AS signed_in_at
        """
    static let tables = "accounts AS a LEFT JOIN merchants AS m ON m.number = a.merchant"

    static func stored(_ row: Row) throws -> Stored {
        let number: DatabaseValue = row["number"]
        let reader = RowReader(row, table: "accounts", named: "\(number)")
        let password =
            reader.isNull("password")
            ? nil : try reader.parsed("password", as: "a password's hash") { PasswordHash($0) }
        let totp = reader.isNull("totp") ? nil : try reader.bytes("totp")
        let account = Account(
            id: try reader.text("id"), name: try reader.text("name"), role: try role(reader),
            isEnabled: try reader.flag("enabled"), hasPassword: password != nil, hasTOTP: totp != nil,
            language: try language(reader), version: try reader.integer("version"),
            createdAt: try reader.integer("created_at"), updatedAt: try reader.integer("updated_at"),
            lastSignInAt: try reader.optionalInteger("signed_in_at"))
        return Stored(
            number: try reader.integer("number"),
            credentials: AccountCredentials(
                account: account, password: password, sealedTOTP: totp,
                lastTOTPStep: try reader.integer("totp_step")))
    }

    /// Anything but a clear role is damage: it must not pass for one that may do more.
    private static func role(_ reader: RowReader) throws -> AccountRole {
        let merchantID = try reader.optionalText("merchant_id")
        return try reader.parsed("role", as: "a role") { text in
            AccountRole.Kind(rawValue: text).flatMap { AccountRole($0, merchantID: merchantID) }
        }
    }

    private static func language(_ reader: RowReader) throws -> Language? {
        guard !reader.isNull("language") else { return nil }
        return try reader.parsed("language", as: "a language") { Language(rawValue: $0) }
    }
}
