import Accounts
import GRDB
import Registry

/// A table of what authenticates for an account and is found by its digest: `sessions` and `api_tokens`.
///
/// Both have the columns `position`, `account` and `digest`.
struct CredentialTable<Record: Sendable>: Sendable {
    /// What it is called.
    let name: String
    /// The columns that make up a record, besides `position`. Texts are blobs, because SQLite does not check their UTF-8.
    let columns: String
    /// Reads a record of the account with an id.
    let read: @Sendable (RowReader, String) throws -> Record

    /// What a digest authenticates, with its account; `nil` where there is nothing, or the account is disabled.
    func find(_ db: Database, digest: [UInt8]) throws -> (record: Record, account: Account)? {
        let statement = try db.cachedStatement(
            sql: "SELECT position, \(columns), account FROM \(name) WHERE digest = ?")
        guard let row = try Row.fetchOne(statement, arguments: [digest.databaseValue]) else { return nil }
        let reader = reader(row)
        let number = try reader.integer("account")
        guard let account = try AccountRows.find(db, number: number)?.account, account.isEnabled else { return nil }
        return (try read(reader, account.id), account)
    }

    /// Those of an account, newest first.
    func all(_ db: Database, of account: AccountRows.Stored) throws -> [Record] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT position, \(columns) FROM \(name) WHERE account = ? ORDER BY position DESC",
            arguments: [account.number])
        return try rows.map { try read(reader($0), account.account.id) }
    }

    private func reader(_ row: Row) -> RowReader {
        let position: DatabaseValue = row["position"]
        return RowReader(row, table: name, named: "\(position)")
    }
}
