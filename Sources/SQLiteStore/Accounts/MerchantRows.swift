import Accounts
import GRDB
import Registry

/// Merchants: `merchants` and `merchant_scopes`.
enum MerchantRows {
    /// A merchant, and the number of its row.
    struct Stored {
        let number: Int64
        let merchant: Merchant
    }

    static func find(_ db: Database, id: String) throws -> Stored? { try find(db, "id = ?", id) }

    static func find(_ db: Database, named name: String) throws -> Stored? { try find(db, "name = ?", name) }

    static func find(_ db: Database, number: Int64) throws -> Stored? { try find(db, "number = ?", number) }

    private static func find(
        _ db: Database, _ condition: String, _ value: any DatabaseValueConvertible
    ) throws -> Stored? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM merchants WHERE \(condition)")
        return try Row.fetchOne(statement, arguments: [value]).map { try stored(db, $0) }
    }

    /// The columns that ``stored(_:_:)`` reads.
    static let columns = """
        number, CAST(id AS BLOB) AS id, CAST(name AS BLOB) AS name, version, created_at, updated_at
        """

    static func stored(_ db: Database, _ row: Row) throws -> Stored {
        let number: DatabaseValue = row["number"]
        let reader = RowReader(row, table: "merchants", named: "\(number)")
        let place = try reader.integer("number")
        return Stored(
            number: place,
            merchant: Merchant(
                id: try reader.text("id"), name: try reader.text("name"), allowedScopes: try scopes(db, of: place),
                version: try reader.integer("version"), createdAt: try reader.integer("created_at"),
                updatedAt: try reader.integer("updated_at")))
    }

    private static func scopes(_ db: Database, of number: Int64) throws -> [Scope] {
        let statement = try db.cachedStatement(
            sql: "SELECT CAST(scope AS BLOB) AS scope FROM merchant_scopes WHERE merchant = ?")
        let rows = try Row.fetchCursor(statement, arguments: [number])
        var scopes: [Scope] = []
        while let row = try rows.next() {
            let reader = RowReader(row, table: "merchant_scopes", named: "of \(number)")
            scopes.append(try reader.parsed("scope", as: "a scope") { Scope($0) })
        }
        return scopes.sorted()
    }

    /// How many applications have its name as their owner.
    static func applications(_ db: Database, of merchant: Merchant) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT count(*) FROM applications WHERE owner = ?")
        return try Int.fetchOne(statement, arguments: [merchant.name]) ?? 0
    }

    /// Inserts a merchant, with its entry in the audit.
    static func insert(_ db: Database, _ merchant: Merchant, by origin: ChangeOrigin) throws {
        try db.execute(
            sql: """
                INSERT INTO merchants (id, name, name_key, version, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                merchant.id, merchant.name, NameKey.fold(merchant.name), merchant.version, merchant.createdAt,
                merchant.updatedAt,
            ])
        let number = db.lastInsertedRowID
        for scope in merchant.allowedScopes { try insert(db, scope, of: number) }
        try note(db, .merchantAdded, from: nil, to: merchant, by: origin)
    }

    static func insert(_ db: Database, _ scope: Scope, of number: Int64) throws {
        try db.execute(
            sql: "INSERT INTO merchant_scopes (merchant, scope) VALUES (?, ?)", arguments: [number, scope.description])
    }

    /// The entry of a change in the audit.
    static func note(
        _ db: Database, _ kind: AuditKind, from before: Merchant?, to after: Merchant?, by origin: ChangeOrigin
    ) throws {
        guard let merchant = after ?? before else { return }
        try AuditTable.append(
            db,
            AuditRecord(
                time: origin.time, who: origin.who, kind: kind.rawValue,
                subject: AuditSubject(kind: .merchant, id: merchant.id, name: merchant.name),
                changes: AuditFields.between(before, after)))
    }

    /// Makes a merchant of an owner that is none yet; it may grant nothing until an operator allows it.
    static func addOwner(_ db: Database, _ name: String, by origin: ChangeOrigin) throws {
        guard try find(db, named: name) == nil else { return }
        let merchant = Merchant(
            id: AccountMaker().merchantID(), name: name, allowedScopes: [], version: 1, createdAt: origin.time,
            updatedAt: origin.time)
        try insert(db, merchant, by: origin)
    }

    /// Makes merchants of the owners of applications that are none yet, each allowed what its applications have.
    ///
    /// Under the time of the newest change: a merchant is not younger than what it owns.
    static func addOwners(_ db: Database, ofApplicationsAfter number: Int64) throws {
        let time = try Int64.fetchOne(
            db, sql: "SELECT max(updated_at) FROM applications WHERE number > ?", arguments: [number])
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT CAST(owner AS BLOB) AS owner, (
                    SELECT group_concat(scope, ' ') FROM (
                        SELECT DISTINCT scope FROM applications AS mine JOIN application_scopes ON application = number
                        WHERE mine.owner = owners.owner)) AS scopes
                FROM (SELECT DISTINCT owner FROM applications WHERE number > ?
                    AND owner NOT IN (SELECT name FROM merchants) ORDER BY owner) AS owners
                """,
            arguments: [number])
        for row in rows {
            let reader = RowReader(row, table: "applications", named: "of an owner")
            let scopes = try reader.optionalText("scopes").flatMap(ApplicationColumns.scopes) ?? []
            let merchant = Merchant(
                id: AccountMaker().merchantID(), name: try reader.text("owner"), allowedScopes: scopes, version: 1,
                createdAt: time ?? 0, updatedAt: time ?? 0)
            try insert(db, merchant, by: ChangeOrigin(time: time ?? 0, who: "upgrade"))
        }
    }
}
