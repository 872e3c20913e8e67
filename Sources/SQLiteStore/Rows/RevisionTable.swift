import GRDB
import Registry

/// The configurations that were in force: `configuration_revisions`, which only ever grows.
enum RevisionTable {
    /// The number of the newest revision where it holds this content; `nil` where it holds another, or there is none.
    static func newest(_ db: Database, holding content: [UInt8]) throws -> Int64? {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT number, content FROM configuration_revisions ORDER BY number DESC LIMIT 1")
        else { return nil }
        let reader = RowReader(row, table: "configuration_revisions", named: "last")
        return try reader.bytes("content") == content ? try reader.integer("number") : nil
    }

    /// Adds a revision, and returns its number.
    static func append(_ db: Database, _ content: [UInt8], at time: Int64) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO configuration_revisions (time, content) VALUES (?, ?)",
            arguments: [time, content.databaseValue])
        return db.lastInsertedRowID
    }
}
