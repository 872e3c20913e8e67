import Accounts
import GRDB
import Registry

/// Links that are good for once: `invitations`.
enum InvitationRows {
    /// Keeps an invitation in place of an older one for the same account, or for the first operator.
    ///
    /// - Parameter account: the number of the account's row; `nil` for the first operator.
    static func set(_ db: Database, _ invitation: NewInvitation, for account: Int64?) throws {
        try db.execute(sql: "DELETE FROM invitations WHERE account IS ?", arguments: [account])
        try db.execute(
            sql: "INSERT INTO invitations (digest, account, created_at) VALUES (?, ?, ?)",
            arguments: [invitation.digest.databaseValue, account, invitation.record.createdAt])
    }

    /// The invitation of a digest with its account, where it is good for something.
    static func find(
        _ db: Database, _ digest: [UInt8], at now: Int64
    ) throws -> (invitation: Invitation, account: AccountRows.Stored?)? {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT account, created_at FROM invitations WHERE digest = ?",
                arguments: [digest.databaseValue])
        else { return nil }
        let reader = RowReader(row, table: "invitations", named: "of an account")
        let account = try reader.optionalInteger("account").flatMap { try AccountRows.find(db, number: $0) }
        let invitation = Invitation(accountID: account?.account.id, createdAt: try reader.time("created_at"))
        guard now < invitation.expiresAt else { return nil }
        if reader.isNull("account") { return try hasAccounts(db) ? nil : (invitation, nil) }
        guard let account, account.account.isEnabled else { return nil }
        return (invitation, account)
    }

    static func remove(_ db: Database, _ digest: [UInt8]) throws {
        try db.execute(sql: "DELETE FROM invitations WHERE digest = ?", arguments: [digest.databaseValue])
    }

    static func hasAccounts(_ db: Database) throws -> Bool {
        try Row.fetchOne(db, sql: "SELECT 1 FROM accounts LIMIT 1") != nil
    }

    /// What the audit says of it: until when it is good.
    static func change(_ invitation: NewInvitation) -> AuditChange {
        AuditChange(field: "invitation", before: nil, after: UTCText.text(invitation.record.expiresAt))
    }
}
