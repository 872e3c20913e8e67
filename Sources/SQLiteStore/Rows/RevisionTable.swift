import GRDB
import Registry

/// The configurations that were in force: `configuration_revisions`, which only ever grows.
enum RevisionTable {
    /// The number of the newest revision where it holds this content; `nil` where it holds another, or there is none.
    static func newest(_ db: Database, holding content: [UInt8]) throws -> Int64? {
        // Compared where it lies, and only where the length is the same, which SQLite knows without reading the content.
        try Int64.fetchOne(
            db,
            sql: """
                SELECT number FROM configuration_revisions
                WHERE number = (SELECT max(number) FROM configuration_revisions) AND length(content) = ? AND content = ?
                """,
            arguments: [content.count, content.databaseValue])
    }

    /// Adds a revision, and returns its number.
    static func append(_ db: Database, _ content: [UInt8], at time: Int64) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO configuration_revisions (time, content) VALUES (?, ?)",
            arguments: [time, content.databaseValue])
        return db.lastInsertedRowID
    }
}
