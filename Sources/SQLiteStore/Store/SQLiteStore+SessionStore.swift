package import Accounts
import GRDB
package import Registry

extension SQLiteStore: SessionStore {
    package func startSession(
        _ session: NewSession, verified: AccountCredentials, step: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> SignedInSession {
        try await writingAccounts { db in
            let stored = try AccountChanges.find(db, verified.account.id)
            guard stored.account.isEnabled, stored.credentials.password == verified.password,
                stored.credentials.sealedTOTP == verified.sealedTOTP, (step != nil) == stored.account.hasTOTP
            else { throw AccountRefusal.credentialsChanged }
            if let step, step <= stored.credentials.lastTOTPStep { throw AccountRefusal.codeUsed }
            try SessionRows.removeEnded(db, at: origin.time)
            try SessionRows.insert(db, session, of: stored.number)
            try db.execute(
                sql: "UPDATE accounts SET signed_in_at = ?, totp_step = coalesce(?, totp_step) WHERE number = ?",
                arguments: [origin.time, step, stored.number])
            try AccountChanges.note(
                db, .signedIn, from: stored.account, to: stored.account, and: Self.details(of: session.record),
                by: origin)
            let account = try AccountRows.find(db, number: stored.number)?.account ?? stored.account
            return SignedInSession(session: session.record, account: account)
        }
    }

    package func noteFailedSignIn(
        accountID: String?, reason: String, address: String, by origin: ChangeOrigin
    ) async throws(AccountError) {
        try await writingAccounts { db in
            let account = try accountID.flatMap { try AccountRows.find(db, id: $0)?.account }
            var changes = [AuditChange(field: "reason", before: nil, after: reason)]
            if !address.isEmpty { changes.append(AuditChange(field: "address", before: nil, after: address)) }
            try AuditTable.append(
                db,
                AuditRecord(
                    time: origin.time, who: origin.who, kind: AuditKind.signInFailed.rawValue,
                    subject: AuditSubject(
                        kind: account == nil ? .none : .account, id: account?.id ?? "", name: account?.name ?? ""),
                    changes: changes))
        }
    }

    package func useSession(_ digest: [UInt8], at now: Int64) async throws(AccountError) -> SignedInSession? {
        let found = try await readingAccounts { db in try SessionRows.find(db, digest: digest, at: now) }
        // Once a minute will do: a transaction for each request would cost more than the request.
        guard let found, now - found.session.lastUsedAt >= 60 else { return found }
        try await writingAccounts { db in try SessionRows.use(db, found.session.id, at: now) }
        return found
    }

    package func sessions(of accountID: String, at now: Int64) async throws(AccountError) -> [Session] {
        try await readingAccounts { db in
            guard let account = try AccountRows.find(db, id: accountID) else { return [] }
            return try SessionRows.all(db, of: account).filter { $0.isLive(at: now) }
        }
    }

    package func endSession(
        _ id: String, of accountID: String, isSignOut: Bool, by origin: ChangeOrigin
    ) async throws(AccountError) {
        try await writingAccounts { db in
            let account = try AccountChanges.find(db, accountID)
            guard let session = try SessionRows.all(db, of: account).first(where: { $0.id == id }) else {
                throw AccountRefusal.unknownSession(id)
            }
            try db.execute(sql: "DELETE FROM sessions WHERE id = ?", arguments: [id])
            try AccountChanges.note(
                db, isSignOut ? .signedOut : .sessionRevoked, from: account.account, to: account.account,
                and: Self.details(of: session), by: origin)
        }
    }

    package func endSessions(
        of accountID: String, expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Int {
        try await writingAccounts { db in
            let account = try AccountChanges.find(db, accountID, expecting: version)
            let count = try AccountChanges.endSessions(db, of: account.number)
            guard count > 0 else { return 0 }
            try AccountChanges.note(
                db, .sessionRevoked, from: account.account, to: account.account,
                and: [AuditChange(field: "sessions", before: "\(count)", after: "0")], by: origin)
            return count
        }
    }

    package func addToken(
        _ token: NewAPIToken, once: OnceOnly?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Creation<APIToken> {
        try await writingAccounts { db in
            try Self.creating(db, once, by: origin, id: \.id) {
                let account = try AccountChanges.find(db, token.record.accountID)
                let beyond = Set(token.record.permissions).subtracting(account.account.permissions)
                guard beyond.isEmpty else { throw AccountRefusal.permissionsNotHeld(beyond.sorted()) }
                guard try TokenRows.all(db, of: account).count < APIToken.mostPerAccount else {
                    throw AccountRefusal.tooManyTokens
                }
                try TokenRows.insert(db, token, of: account.number)
                try AccountChanges.note(
                    db, .apiTokenAdded, from: account.account, to: account.account,
                    and: AuditFields.between(nil, token.record), by: origin)
                return token.record
            }
        }
    }

    package func tokens(of accountID: String) async throws(AccountError) -> [APIToken] {
        try await readingAccounts { db in
            guard let account = try AccountRows.find(db, id: accountID) else { return [] }
            return try TokenRows.all(db, of: account)
        }
    }

    package func revokeToken(
        _ id: String, of accountID: String, by origin: ChangeOrigin
    ) async throws(AccountError) {
        try await writingAccounts { db in
            let account = try AccountChanges.find(db, accountID)
            guard let token = try TokenRows.all(db, of: account).first(where: { $0.id == id }) else {
                throw AccountRefusal.unknownToken(id)
            }
            try db.execute(sql: "DELETE FROM api_tokens WHERE id = ?", arguments: [id])
            try AccountChanges.note(
                db, .apiTokenRevoked, from: account.account, to: account.account,
                and: AuditFields.between(token, nil), by: origin)
        }
    }

    package func useToken(_ digest: [UInt8], at now: Int64) async throws(AccountError) -> AuthenticatedToken? {
        let found = try await readingAccounts { db in try TokenRows.find(db, digest: digest, at: now) }
        let day = now / 86_400
        guard let found, found.token.lastUsedDay ?? 0 < day else { return found }
        try await writingAccounts { db in try TokenRows.use(db, found.token.id, day: day) }
        return found
    }

    private static func details(of session: Session) -> [AuditChange] {
        var changes = [AuditChange(field: "session", before: nil, after: session.id)]
        if !session.address.isEmpty {
            changes.append(AuditChange(field: "address", before: nil, after: session.address))
        }
        return changes
    }
}
