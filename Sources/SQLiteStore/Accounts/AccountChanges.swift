import Accounts
import GRDB
import Registry

/// Changes of accounts, each to be called inside the transaction that it is part of.
enum AccountChanges {
    /// Inserts an account with its entry in the audit. The first operator's link is then good for nothing any more.
    static func insert(
        _ db: Database, _ wanted: NewAccount, invitation: NewInvitation?, _ kind: AuditKind, by origin: ChangeOrigin
    ) throws -> Account {
        let account = try wanted.account(at: origin.time)
        guard try AccountRows.find(db, named: account.name) == nil else { throw AccountRefusal.nameTaken(account.name) }
        try db.execute(
            sql: """
                INSERT INTO accounts (id, name, name_key, role, merchant, enabled, password, version, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, 1, ?, 1, ?, ?)
                """,
            arguments: [
                account.id, account.name, NameKey.fold(account.name), account.role.kind.rawValue,
                try merchantNumber(db, account.role), wanted.password?.text, origin.time, origin.time,
            ])
        let number = db.lastInsertedRowID
        try db.execute(sql: "DELETE FROM invitations WHERE account IS NULL")
        if let invitation { try InvitationRows.set(db, invitation, for: number) }
        try note(
            db, kind, from: nil, to: account, and: invitation.map(InvitationRows.change).map { [$0] } ?? [], by: origin)
        return account
    }

    /// The number of the row of a role's merchant; `nil` for a role without one.
    static func merchantNumber(_ db: Database, _ role: AccountRole) throws -> Int64? {
        guard let id = role.merchantID else { return nil }
        guard let merchant = try MerchantRows.find(db, id: id) else { throw AccountRefusal.unknownMerchant(id) }
        return merchant.number
    }

    /// The account as it is now, where the version is the one that is expected.
    static func find(_ db: Database, _ id: String, expecting version: Int64? = nil) throws -> AccountRows.Stored {
        guard let stored = try AccountRows.find(db, id: id) else { throw AccountRefusal.unknownAccount(id) }
        if let version, version != stored.account.version {
            throw AccountRefusal.versionMismatch(current: stored.account.version)
        }
        return stored
    }

    /// Sets columns of an account in its next version, notes the change, and returns what it is then.
    ///
    /// - Parameter assignments: such as `enabled = ?`.
    static func update(
        _ db: Database, _ before: AccountRows.Stored, set assignments: String, _ values: StatementArguments,
        _ kind: AuditKind, and more: [AuditChange] = [], by origin: ChangeOrigin
    ) throws -> Account {
        try db.execute(
            sql: "UPDATE accounts SET \(assignments), version = version + 1, updated_at = ? WHERE number = ?",
            arguments: values + [origin.time, before.number])
        guard let after = try AccountRows.find(db, number: before.number)?.account else {
            throw AccountRefusal.unknownAccount(before.account.id)
        }
        try note(db, kind, from: before.account, to: after, and: more, by: origin)
        return after
    }

    /// Changes role, language, or whether it may sign in.
    static func edit(
        _ db: Database, _ id: String, _ edit: AccountEdit, expecting version: Int64?, by origin: ChangeOrigin
    ) throws -> Account {
        let before = try find(db, id, expecting: version)
        var wanted = before.account
        wanted.role = edit.role ?? wanted.role
        wanted.isEnabled = edit.isEnabled ?? wanted.isEnabled
        wanted.language = edit.language ?? wanted.language
        guard wanted != before.account else { return wanted }
        let merchant = try merchantNumber(db, wanted.role)
        if !(wanted.isEnabled && wanted.role == .operator) { try checkNotLast(db, before) }
        if !wanted.isEnabled || wanted.role != before.account.role { _ = try endSessions(db, of: before.number) }
        return try update(
            db, before, set: "role = ?, merchant = ?, enabled = ?, language = ?",
            [wanted.role.kind.rawValue, merchant, wanted.isEnabled, wanted.language?.rawValue],
            kind(from: before.account, to: wanted), by: origin)
    }

    /// Removes an account, and what hangs on it.
    static func remove(
        _ db: Database, _ id: String, expecting version: Int64?, by origin: ChangeOrigin
    ) throws -> Account {
        let before = try find(db, id, expecting: version)
        try checkNotLast(db, before)
        try db.execute(sql: "DELETE FROM accounts WHERE number = ?", arguments: [before.number])
        try note(db, .accountRemoved, from: before.account, to: nil, by: origin)
        return before.account
    }

    /// Ends an account's sessions; how many there were.
    static func endSessions(_ db: Database, of number: Int64, but kept: String? = nil) throws -> Int {
        try db.execute(
            sql: "DELETE FROM sessions WHERE account = ? AND id IS NOT ?", arguments: [number, kept])
        return db.changesCount
    }

    /// The entry of a change in the audit.
    static func note(
        _ db: Database, _ kind: AuditKind, from before: Account?, to after: Account?, and more: [AuditChange] = [],
        by origin: ChangeOrigin
    ) throws {
        guard let account = after ?? before else { return }
        try AuditTable.append(
            db,
            AuditRecord(
                time: origin.time, who: origin.who, kind: kind.rawValue,
                subject: AuditSubject(kind: .account, id: account.id, name: account.name),
                changes: AuditFields.between(before, after) + more))
    }

    private static func kind(from before: Account, to after: Account) -> AuditKind {
        var toggled = before
        toggled.isEnabled = after.isEnabled
        guard toggled == after else { return .accountEdited }
        return after.isEnabled ? .accountEnabled : .accountDisabled
    }

    /// Refuses where nobody could make another operator: of those who can sign in it is the last, or of those who could.
    private static func checkNotLast(_ db: Database, _ stored: AccountRows.Stored) throws {
        let account = stored.account
        guard account.isEnabled, account.role == .operator else { return }
        let others = try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM accounts
                WHERE role = 'operator' AND enabled = 1 AND number <> ? AND (password IS NOT NULL OR ?)
                """,
            arguments: [stored.number, !account.hasPassword])
        guard let others, others > 0 else { throw AccountRefusal.lastOperator }
    }
}
