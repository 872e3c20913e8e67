import GRDB
import Registry

/// Applications as they are now: `applications`, `application_scopes` and `application_secrets`.
enum ApplicationTable {
    /// Hands over every application in the order of registration.
    static func forEach(_ db: Database, _ body: (Application) throws -> Void) throws {
        let rows = try ApplicationRows(db)
        while let application = try rows.next() { try body(application) }
    }

    /// One application, by its client id.
    static func find(_ db: Database, id: String) throws -> Application? {
        guard let row = try Row.fetchOne(db, sql: "SELECT number FROM applications WHERE id = ?", arguments: [id])
        else { return nil }
        let number = try RowReader(row, table: "applications", named: "of \(id)").integer("number")
        return try ApplicationRows(db, .from(number), limit: 1).next()
    }

    /// Applications by their numbers, in the order of these; one that is not there is left out.
    static func all(_ db: Database, numbers: [Int64]) throws -> [Application] {
        let rows = try ApplicationRows(db, .among(numbers))
        var found: [Int64: Application] = [:]
        while let application = try rows.next() { found[application.number] = application }
        return numbers.compactMap { found[$0] }
    }

    /// Inserts an application with the next number, and returns it with that.
    static func insert(_ db: Database, _ wanted: Application) throws -> Application {
        try db.execute(
            sql: """
                INSERT INTO applications (id, name, owner, enabled, generation, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                wanted.id, wanted.name, wanted.owner, wanted.isEnabled, wanted.generation, wanted.createdAt,
                wanted.updatedAt,
            ])
        let number = db.lastInsertedRowID
        for scope in wanted.scopes { try insert(db, scope, of: number) }
        for secret in wanted.secrets { try insert(db, secret, of: number) }
        return Application(
            id: wanted.id, number: number, name: wanted.name, owner: wanted.owner, scopes: wanted.scopes,
            secrets: wanted.secrets, isEnabled: wanted.isEnabled, generation: wanted.generation,
            createdAt: wanted.createdAt, updatedAt: wanted.updatedAt)
    }

    /// Brings the rows of an application from one state to another.
    static func update(_ db: Database, from before: Application, to after: Application) throws {
        try db.execute(
            sql: """
                UPDATE applications SET name = ?, owner = ?, enabled = ?, generation = ?, updated_at = ?
                WHERE number = ?
                """,
            arguments: [after.name, after.owner, after.isEnabled, after.generation, after.updatedAt, after.number])
        for scope in Set(before.scopes).subtracting(after.scopes) {
            try db.execute(
                sql: "DELETE FROM application_scopes WHERE application = ? AND scope = ?",
                arguments: [after.number, scope.description])
        }
        for scope in Set(after.scopes).subtracting(before.scopes) { try insert(db, scope, of: after.number) }
        try updateSecrets(db, from: before, to: after)
    }

    /// By id, so that a secret that got another end keeps its row, and with it its place and its last use.
    private static func updateSecrets(_ db: Database, from before: Application, to after: Application) throws {
        for secret in before.secrets where !after.secrets.contains(where: { $0.id == secret.id }) {
            try db.execute(
                sql: "DELETE FROM application_secrets WHERE application = ? AND id = ?",
                arguments: [after.number, secret.id])
        }
        for secret in after.secrets where !before.secrets.contains(secret) {
            if before.secrets.contains(where: { $0.id == secret.id }) {
                try db.execute(
                    sql: "UPDATE application_secrets SET ends_at = ? WHERE application = ? AND id = ?",
                    arguments: [secret.endsAt, after.number, secret.id])
            } else {
                try insert(db, secret, of: after.number)
            }
        }
    }

    /// Deletes an application with its scopes and secrets.
    static func delete(_ db: Database, number: Int64) throws {
        try db.execute(sql: "DELETE FROM applications WHERE number = ?", arguments: [number])
    }

    private static func insert(_ db: Database, _ scope: Scope, of application: Int64) throws {
        try db.execute(
            sql: "INSERT INTO application_scopes (application, scope) VALUES (?, ?)",
            arguments: [application, scope.description])
    }

    private static func insert(_ db: Database, _ secret: StoredSecret, of application: Int64) throws {
        try db.execute(
            sql:
                "INSERT INTO application_secrets (application, id, digest, created_at, ends_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [application, secret.id, secret.digest.databaseValue, secret.createdAt, secret.endsAt])
    }
}
