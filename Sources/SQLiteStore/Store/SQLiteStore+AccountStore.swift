package import Accounts
import GRDB
package import Registry

extension SQLiteStore: AccountStore {
    package func hasAccounts() async throws(AccountError) -> Bool {
        try await readingAccounts { db in try InvitationRows.hasAccounts(db) }
    }

    package func accounts(matching query: AccountQuery) async throws(AccountError) -> Page<Account> {
        try await readingAccounts { db in try AccountSearch(query).page(db) }
    }

    package func account(_ id: String) async throws(AccountError) -> Account? {
        try await readingAccounts { db in try AccountRows.find(db, id: id)?.account }
    }

    package func account(named name: String) async throws(AccountError) -> Account? {
        try await readingAccounts { db in try AccountRows.find(db, named: name)?.account }
    }

    package func credentials(of id: String) async throws(AccountError) -> AccountCredentials? {
        try await readingAccounts { db in try AccountRows.find(db, id: id)?.credentials }
    }

    package func credentials(ofAccountNamed name: String) async throws(AccountError) -> AccountCredentials? {
        try await readingAccounts { db in try AccountRows.find(db, named: name)?.credentials }
    }

    package func addAccount(
        _ account: NewAccount, invitation: NewInvitation?, once: OnceOnly?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Creation<Account> {
        try await writingAccounts { db in
            try Self.creating(db, once, by: origin, id: \.id) {
                try AccountChanges.insert(db, account, invitation: invitation, .accountAdded, by: origin)
            }
        }
    }

    package func editAccount(
        _ id: String, _ edit: AccountEdit, expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Account {
        try await writingAccounts { db in
            try AccountChanges.edit(db, id, edit, expecting: version, by: origin)
        }
    }

    package func removeAccount(
        _ id: String, expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Account {
        try await writingAccounts { db in try AccountChanges.remove(db, id, expecting: version, by: origin) }
    }

    package func setPassword(
        of id: String, to password: PasswordHash, replacing previous: PasswordHash?, keeping kept: String?,
        expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Account {
        try await writingAccounts { db in
            let before = try AccountChanges.find(db, id, expecting: version)
            if let previous, previous != before.credentials.password { throw AccountRefusal.credentialsChanged }
            _ = try AccountChanges.endSessions(db, of: before.number, but: kept)
            try db.execute(sql: "DELETE FROM invitations WHERE account = ?", arguments: [before.number])
            return try AccountChanges.update(
                db, before, set: "password = ?", [password.text], .passwordChanged, by: origin)
        }
    }

    package func setTOTP(
        of id: String, to sealed: [UInt8]?, step: Int64, expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Account {
        try await writingAccounts { db in
            let before = try AccountChanges.find(db, id, expecting: version)
            return try AccountChanges.update(
                db, before, set: "totp = ?, totp_step = ?", [sealed?.databaseValue, sealed == nil ? 0 : step],
                sealed == nil ? .totpDisabled : .totpEnabled, by: origin)
        }
    }

    package func resetAccount(
        _ id: String, invitation: NewInvitation, expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Account {
        try await writingAccounts { db in
            let before = try AccountChanges.find(db, id, expecting: version)
            _ = try AccountChanges.endSessions(db, of: before.number)
            try InvitationRows.set(db, invitation, for: before.number)
            return try AccountChanges.update(
                db, before, set: "password = NULL, totp = NULL, totp_step = 0", [], .accountReset,
                and: [InvitationRows.change(invitation)], by: origin)
        }
    }

    package func inviteFirstOperator(
        _ invitation: NewInvitation, by origin: ChangeOrigin
    ) async throws(AccountError) {
        try await writingAccounts { db in
            guard try !InvitationRows.hasAccounts(db) else { throw AccountRefusal.notFirst }
            try InvitationRows.set(db, invitation, for: nil)
            try AuditTable.append(
                db,
                AuditRecord(
                    time: origin.time, who: origin.who, kind: AuditKind.accountInvited.rawValue,
                    subject: AuditSubject(kind: .none, id: "", name: ""),
                    changes: [InvitationRows.change(invitation)]))
        }
    }

    package func invitation(
        _ digest: [UInt8], at now: Int64
    ) async throws(AccountError) -> (invitation: Invitation, account: Account?)? {
        try await readingAccounts { db in
            try InvitationRows.find(db, digest, at: now).map {
                (invitation: $0.invitation, account: $0.account?.account)
            }
        }
    }

    package func acceptInvitation(
        _ digest: [UInt8], password: PasswordHash, first: NewAccount?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Account {
        try await writingAccounts { db in
            guard let (_, account) = try InvitationRows.find(db, digest, at: origin.time) else {
                throw AccountRefusal.unknownInvitation
            }
            try InvitationRows.remove(db, digest)
            if let account {
                return try AccountChanges.update(
                    db, account, set: "password = ?", [password.text], .invitationAccepted, by: origin)
            }
            guard var first else { throw AccountRefusal.invalidName(.empty) }
            first.password = password
            return try AccountChanges.insert(db, first, invitation: nil, .invitationAccepted, by: origin)
        }
    }
}
