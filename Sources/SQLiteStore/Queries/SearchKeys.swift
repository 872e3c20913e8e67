import Accounts
import GRDB
import Registry

/// Applications' texts without case, for lists and searches: `application_search`.
enum SearchKeys {
    /// What folds a text in a statement.
    private static let function = DatabaseFunction("tollgate_fold", argumentCount: 1, pure: true) { values in
        guard case .string(let text) = values[0].storage else { return nil }
        return NameKey.fold(text)
    }

    /// Brings what is searched up to an application as it is now.
    static func set(_ db: Database, of application: Application) throws {
        let (name, owner) = (NameKey.fold(application.name), NameKey.fold(application.owner))
        try db.execute(
            sql: """
                INSERT INTO application_search (application, name_key, owner_key, text) VALUES (?, ?, ?, ?)
                ON CONFLICT (application) DO UPDATE
                SET name_key = excluded.name_key, owner_key = excluded.owner_key, text = excluded.text
                """,
            arguments: [
                application.number, name, owner, [name, owner, NameKey.fold(application.id)].joined(separator: "\n"),
            ])
    }

    /// Adds what is missing: after the step that made the table, and where applications were written by a tool that does not
    /// know it. Each of their owners becomes a merchant that may grant what these applications have.
    ///
    /// Costs two look-ups where nothing is missing.
    static func complete(_ db: Database) throws {
        let last = try Int64.fetchOne(db, sql: "SELECT max(application) FROM application_search") ?? .min
        let newest = try Int64.fetchOne(db, sql: "SELECT max(number) FROM applications") ?? .min
        guard last < newest else { return }
        db.add(function: function)
        defer { db.remove(function: function) }
        let folded = { (column: String) in
            // Few texts are not ASCII, and SQLite's own function is far faster.
            "CASE WHEN \(column) GLOB '*[^ -~]*' THEN coalesce(tollgate_fold(\(column)), '') ELSE lower(\(column)) END"
        }
        try db.execute(
            sql: """
                INSERT INTO application_search (application, name_key, owner_key, text)
                SELECT number, name, owner, name || char(10) || owner || char(10) || id FROM (
                    SELECT number, \(folded("name")) AS name, \(folded("owner")) AS owner, \(folded("id")) AS id
                    FROM applications WHERE number > ?)
                """,
            arguments: [last])
        try MerchantRows.addOwners(db, ofApplicationsAfter: last)
    }
}
