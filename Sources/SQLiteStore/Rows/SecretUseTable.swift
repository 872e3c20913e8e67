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
            uses.append(try use(RowReader(row, table: "secret_uses", named: "of \(id)")))
        }
        return uses
    }

    /// The uses of the secrets of several applications, by their numbers.
    static func all(_ db: Database, of numbers: NumberSelection) throws -> [Int64: [SecretUse]] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: statement(numbers)), arguments: [numbers.argument])
        var uses: [Int64: [SecretUse]] = [:]
        while let row = try rows.next() {
            let number: DatabaseValue = row["application"]
            let reader = RowReader(row, table: "secret_uses", named: "of application \(number)")
            uses[try reader.integer("application"), default: []].append(try use(reader))
        }
        return uses
    }

    /// The uses of several applications, in the order of these; it takes the argument of the selection.
    static func statement(_ numbers: NumberSelection) -> String {
        """
        SELECT s.application AS application, CAST(u.secret AS BLOB) AS secret, u.day AS day
        FROM application_secrets AS s JOIN secret_uses AS u ON u.secret = s.id
        WHERE \(numbers.condition("s.application")) ORDER BY s.application, s.position
        """
    }

    private static func use(_ reader: RowReader) throws -> SecretUse {
        SecretUse(secretID: try reader.text("secret"), day: try day(reader))
    }

    /// A day is turned into seconds to be shown: what is beyond the year 9999 is damage.
    private static func day(_ reader: RowReader) throws -> Int64 {
        let value = try reader.integer("day")
        guard (0...2_932_896).contains(value) else { throw reader.failure("day", "is no day") }
        return value
    }
}
