import GRDB
import Registry

/// The version of the file, and the steps from one version to the next.
///
/// The version is SQLite's own `user_version`, read and raised in the same IMMEDIATE transaction as the steps: of two
/// processes that open an old file at once, one migrates and the other finds it done.
enum Schema {
    /// SQLite's `application_id` of our files: "TLGT".
    static let applicationID: Int64 = 0x544C_4754

    /// The steps, oldest first; the version of a file is how many of them it has taken. A step that was ever released
    /// is never changed, only followed by another.
    private static let steps: [Step] = [
        .statements(firstVersion), .statements(configurationRevisions), .statements(secretEndsAndUses),
        .statements(keyLives), .statements(accountsAndAudit), .work(AuditBeginning.write),
        .statements(auditIndexes),
    ]

    /// What brings a file from one version to the next.
    private enum Step: Sendable {
        case statements(String)
        case work(@Sendable (Database, UpgradeProgress.Listener) throws -> Void)

        func take(_ db: Database, _ listener: UpgradeProgress.Listener) throws {
            switch self {
            case .statements(let sql): try db.execute(sql: sql)
            case .work(let body): try body(db, listener)
            }
        }
    }

    /// Refuses a file that is not ours or that a newer version made; changes nothing.
    static func check(_ db: Database, path: String) throws {
        // Asked again at the end, because another process may make a new file ours between two looks: tables and name
        // come together.
        guard try isOurs(db, path: path) || isNew(db, path: path) || isOurs(db, path: path) else {
            throw StoreFailure(
                .incompatible, "\(path): this is another program's database; name another file in \"store\"")
        }
        let version = try pragma(db, "user_version", path: path)
        guard version <= Int64(steps.count) else { throw tooNew(version, path) }
    }

    private static func isOurs(_ db: Database, path: String) throws -> Bool {
        try pragma(db, "application_id", path: path) == applicationID
    }

    private static func isNew(_ db: Database, path: String) throws -> Bool {
        try pragma(db, "application_id", path: path) == 0 && isEmpty(db)
    }

    /// Takes the steps that the file has not taken yet; to be called inside an IMMEDIATE transaction.
    ///
    /// - Parameter listener: is told how far that is, where it takes long.
    static func migrate(_ db: Database, path: String, listener: UpgradeProgress.Listener = { _ in }) throws {
        let version = try pragma(db, "user_version", path: path)
        guard version <= Int64(steps.count) else { throw tooNew(version, path) }
        guard version >= 0 else {
            throw StoreFailure(.corrupt, "\(path): its version is \(version); put a backup in its place")
        }
        guard version < Int64(steps.count) else { return }
        for step in steps[Int(version)...] { try step.take(db, listener) }
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(steps.count)")
    }

    private static func pragma(_ db: Database, _ name: String, path: String) throws -> Int64 {
        guard let row = try Row.fetchOne(db, sql: "PRAGMA \(name)") else {
            throw StoreFailure(.corrupt, "\(path): PRAGMA \(name) answers nothing; put a backup in its place")
        }
        return try RowReader(row, table: "PRAGMA \(name)", named: name).integer(name)
    }

    private static func isEmpty(_ db: Database) throws -> Bool {
        try Row.fetchOne(db, sql: "SELECT 1 FROM sqlite_schema LIMIT 1") == nil
    }

    private static func tooNew(_ version: Int64, _ path: String) -> StoreFailure {
        StoreFailure(
            .incompatible,
            "\(path): a newer version of tollgate made this database (version \(version), this one knows \(steps.count)); run that version, or put a backup from before in its place"
        )
    }
}
