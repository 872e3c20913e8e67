package import Accounts
import GRDB
package import Registry

extension SQLiteStore: MerchantStore {
    package func merchants(matching query: MerchantQuery) async throws(AccountError) -> Page<ListedMerchant> {
        try await readingAccounts { db in try MerchantSearch(query).page(db) }
    }

    package func merchant(_ id: String) async throws(AccountError) -> ListedMerchant? {
        try await readingAccounts { db in try Self.listed(db, try MerchantRows.find(db, id: id)) }
    }

    package func merchant(named name: String) async throws(AccountError) -> ListedMerchant? {
        try await readingAccounts { db in try Self.listed(db, try MerchantRows.find(db, named: name)) }
    }

    package func addMerchant(
        _ merchant: NewMerchant, once: OnceOnly?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Creation<Merchant> {
        try await writingAccounts { db in
            try Self.creating(db, once, by: origin, id: \.id) {
                let made = try merchant.merchant(at: origin.time)
                guard try MerchantRows.find(db, named: made.name) == nil else {
                    throw AccountRefusal.nameTaken(made.name)
                }
                try MerchantRows.insert(db, made, by: origin)
                return made
            }
        }
    }

    package func allowMerchant(
        _ id: String, _ scopes: [Scope], expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Merchant {
        try await writingAccounts { db in
            let before = try Self.find(db, id, expecting: version)
            let wanted = Set(scopes).sorted()
            guard wanted != before.merchant.allowedScopes else { return before.merchant }
            try db.execute(sql: "DELETE FROM merchant_scopes WHERE merchant = ?", arguments: [before.number])
            for scope in wanted { try MerchantRows.insert(db, scope, of: before.number) }
            try db.execute(
                sql: "UPDATE merchants SET version = version + 1, updated_at = ? WHERE number = ?",
                arguments: [origin.time, before.number])
            guard let after = try MerchantRows.find(db, number: before.number)?.merchant else {
                throw AccountRefusal.unknownMerchant(id)
            }
            try MerchantRows.note(db, .merchantEdited, from: before.merchant, to: after, by: origin)
            return after
        }
    }

    package func removeMerchant(
        _ id: String, expecting version: Int64?, by origin: ChangeOrigin
    ) async throws(AccountError) -> Merchant {
        try await writingAccounts { db in
            let before = try Self.find(db, id, expecting: version)
            let applications = try MerchantRows.applications(db, of: before.merchant)
            guard applications == 0 else { throw AccountRefusal.merchantHasApplications(applications) }
            let accounts =
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM accounts WHERE merchant = ?", arguments: [before.number]) ?? 0
            guard accounts == 0 else { throw AccountRefusal.merchantHasAccounts(accounts) }
            try db.execute(sql: "DELETE FROM merchants WHERE number = ?", arguments: [before.number])
            try MerchantRows.note(db, .merchantRemoved, from: before.merchant, to: nil, by: origin)
            return before.merchant
        }
    }

    private static func find(
        _ db: Database, _ id: String, expecting version: Int64?
    ) throws -> MerchantRows.Stored {
        guard let stored = try MerchantRows.find(db, id: id) else { throw AccountRefusal.unknownMerchant(id) }
        if let version, version != stored.merchant.version {
            throw AccountRefusal.versionMismatch(current: stored.merchant.version)
        }
        return stored
    }

    private static func listed(_ db: Database, _ stored: MerchantRows.Stored?) throws -> ListedMerchant? {
        try stored.map {
            ListedMerchant(
                merchant: $0.merchant, applicationCount: try MerchantRows.applications(db, of: $0.merchant))
        }
    }
}
