import GRDB
import Registry

/// The days on which secrets were last used: `secret_uses`.
enum SecretUseTable {
    /// Keeps the day of a use, unless the secret is gone or a later day is known.
    static func record(_ db: Database, _ use: SecretUse) throws {
        try db.execute(
            sql: """
                INSERT INTO secret_uses (secret, day) SELECT id, ? FROM application_secrets WHERE id = ?
                ON CONFLICT (secret) DO UPDATE SET day = excluded.day WHERE excluded.day > day
                """,
            arguments: [use.day, use.secretID])
    }

    /// The uses of an application's secrets.
    static func all(_ db: Database, of id: String) throws -> [SecretUse] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT CAST(secret AS BLOB) AS secret, day FROM secret_uses
                JOIN application_secrets AS s ON s.id = secret JOIN applications AS a ON a.number = s.application
                WHERE a.id = ? ORDER BY s.position
                """,
            arguments: [id])
        var uses: [SecretUse] = []
        while let row = try rows.next() {
            let reader = RowReader(row, table: "secret_uses", named: "of \(id)")
            uses.append(SecretUse(secretID: try reader.text("secret"), day: try day(reader)))
        }
        return uses
    }

    /// A day is turned into seconds to be shown: what is beyond the year 9999 is damage.
    private static func day(_ reader: RowReader) throws -> Int64 {
        let value = try reader.integer("day")
        guard (0...2_932_896).contains(value) else { throw reader.failure("day", "is no day") }
        return value
    }
}
