import GRDB
import Registry

/// The history: `registry_changes`, which only ever grows.
enum ChangeTable {
    /// The number of the last change; 0 before the first.
    static func latest(_ db: Database) throws -> Int64 {
        guard let row = try Row.fetchOne(db, sql: "SELECT max(sequence) AS sequence FROM registry_changes") else {
            return 0
        }
        let reader = RowReader(row, table: "registry_changes", named: "last")
        return reader.isNull("sequence") ? 0 : try reader.integer("sequence")
    }

    /// Whether an application has, or once had, this client id.
    static func knows(_ db: Database, id: String) throws -> Bool {
        try Row.fetchOne(
            db, sql: "SELECT 1 FROM registry_changes WHERE application_id = ? LIMIT 1", arguments: [id]) != nil
    }

    /// Appends a change and returns its number. What is kept is read from the tables, inside the transaction that changed
    /// them, so that the history cannot differ from what it is the history of.
    ///
    /// The digests of its secrets are kept too: a view that follows the history needs them, and nobody gets from a digest
    /// of 256 random bits to the secret.
    static func append(
        _ db: Database, _ kind: RegistryChange.Kind, of application: Application, by origin: ChangeOrigin
    ) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO registry_changes (time, kind, application_id, who, application)
                VALUES (?, ?, ?, ?, (\(document)))
                """,
            arguments: [origin.time, kind.rawValue, application.id, origin.who, application.number])
        return db.lastInsertedRowID
    }

    /// The number of an application's last change: its version.
    static func version(_ db: Database, of id: String) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: "SELECT max(sequence) AS sequence FROM registry_changes WHERE application_id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id]) else { return 0 }
        let reader = RowReader(row, table: "registry_changes", named: "last of \(id)")
        return reader.isNull("sequence") ? 0 : try reader.integer("sequence")
    }

    /// The versions of applications, by their client ids.
    static func versions(_ db: Database, of applications: [Int64]) throws -> [String: Int64] {
        let numbers = NumberSelection.among(applications)
        let statement = try db.cachedStatement(
            sql: """
                SELECT CAST(a.id AS BLOB) AS id,
                    (SELECT max(sequence) FROM registry_changes WHERE application_id = a.id) AS sequence
                FROM applications AS a WHERE \(numbers.condition("a.number"))
                """)
        let rows = try Row.fetchCursor(statement, arguments: [numbers.argument])
        var versions: [String: Int64] = [:]
        while let row = try rows.next() {
            let reader = RowReader(row, table: "registry_changes", named: "last of an application")
            versions[try reader.text("id")] = try reader.optionalInteger("sequence") ?? 0
        }
        return versions
    }

    /// What came after a change, oldest first.
    static func changes(_ db: Database, after sequence: Int64) throws -> [RegistryChange] {
        try changes(db, where: "sequence > ?", [sequence])
    }

    /// Hands over one change after the other, oldest first, and then `nil`.
    static func each(_ db: Database) throws -> () throws -> RegistryChange? {
        let rows = try Row.fetchCursor(db, sql: selection("1"))
        return { try rows.next().map(change) }
    }

    /// The last change of an application before a number.
    static func lastChange(_ db: Database, of id: String, before sequence: Int64) throws -> RegistryChange? {
        try changes(
            db,
            where: """
                sequence = (SELECT max(sequence) FROM registry_changes WHERE application_id = ? AND sequence < ?)
                """, [id, sequence]
        ).first
    }

    private static func changes(
        _ db: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [RegistryChange] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: selection(condition)), arguments: arguments)
        var changes: [RegistryChange] = []
        while let row = try rows.next() { changes.append(try change(row)) }
        return changes
    }

    /// An application as a JSON object; no row where it does not exist.
    private static let document = """
        SELECT json_object('number', number, 'id', a.id, 'name', name, 'owner', owner, 'enabled', enabled,
            'generation', generation, 'createdAt', created_at, 'updatedAt', updated_at,
            'scopes', (SELECT json_group_array(scope) FROM application_scopes WHERE application = a.number),
            'secrets', (SELECT json_group_array(
                json_object('id', id, 'digest', lower(hex(digest)), 'createdAt', created_at, 'endsAt', ends_at)) FROM
                (SELECT * FROM application_secrets WHERE application = a.number ORDER BY position)))
        FROM applications AS a WHERE number = ?
        """

    /// `endsAt` is missing in what older versions wrote, which is the same as null: no end.
    private static func selection(_ condition: String) -> String {
        """
        WITH changes AS (
            SELECT *, application IS NOT NULL AS has_document, application IS NULL OR json_valid(application) AS is_valid,
                CASE WHEN json_valid(application) THEN application END AS document
            FROM registry_changes WHERE \(condition)
        )
        SELECT sequence, time, CAST(kind AS BLOB) AS kind, CAST(application_id AS BLOB) AS application_id,
            CAST(who AS BLOB) AS who, has_document, is_valid,
            json_extract(document, '$.number') AS number, json_extract(document, '$.id') AS id,
            json_extract(document, '$.name') AS name, json_extract(document, '$.owner') AS owner,
            json_extract(document, '$.enabled') AS enabled, json_extract(document, '$.generation') AS generation,
            json_extract(document, '$.createdAt') AS created_at, json_extract(document, '$.updatedAt') AS updated_at,
            (SELECT group_concat(value, ' ') FROM json_each(document, '$.scopes')) AS scopes,
            (SELECT group_concat(json_extract(value, '$.id') || ' ' || json_extract(value, '$.digest') || ' ' ||
                json_extract(value, '$.createdAt') || ' ' || coalesce(json_extract(value, '$.endsAt'), '-'), ' ')
                FROM json_each(document, '$.secrets')
                WHERE type = 'object') AS secrets
        FROM changes ORDER BY sequence
        """
    }

    private static func change(_ row: Row) throws -> RegistryChange {
        let number: DatabaseValue = row["sequence"]
        let reader = RowReader(row, table: "registry_changes", named: "\(number)")
        guard try reader.integer("is_valid") == 1 else { throw reader.failure("application", "is not JSON") }
        let application =
            try reader.integer("has_document") == 1 ? try ApplicationColumns.application(reader) : nil
        let id = try reader.text("application_id")
        guard application == nil || application?.id == id else {
            throw reader.failure("application", "is another application than application_id says")
        }
        return RegistryChange(
            sequence: try reader.integer("sequence"),
            kind: try reader.parsed("kind", as: "a kind of change") { RegistryChange.Kind(rawValue: $0) },
            applicationID: id,
            application: application,
            origin: ChangeOrigin(time: try reader.integer("time"), who: try reader.text("who"))
        )
    }
}
