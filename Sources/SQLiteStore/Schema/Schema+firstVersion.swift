extension Schema {
    /// Applications, their history, and signing keys.
    ///
    /// `AUTOINCREMENT` where a number must never be given twice, even after the highest row is gone. `STRICT`, so that
    /// a column holds its type and nothing else. Times are seconds since 1970.
    static let firstVersion = tables + appendOnly

    private static let tables = """
        CREATE TABLE applications (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            owner TEXT NOT NULL,
            enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
            generation INTEGER NOT NULL CHECK (generation > 0),
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE application_scopes (
            application INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
            scope TEXT NOT NULL,
            PRIMARY KEY (application, scope)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE application_secrets (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            application INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
            id TEXT NOT NULL UNIQUE,
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX application_secrets_by_application ON application_secrets (application);
        CREATE TABLE registry_changes (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            kind TEXT NOT NULL,
            application_id TEXT NOT NULL,
            who TEXT NOT NULL,
            application TEXT CHECK (application IS NULL OR json_valid(application))
        ) STRICT;
        CREATE INDEX registry_changes_by_application ON registry_changes (application_id);
        CREATE TABLE signing_keys (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            algorithm TEXT NOT NULL,
            sealed BLOB NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;

        """

    /// What was written into the history stays as it is. `INSERT OR REPLACE` fires no delete trigger, hence the third.
    private static let appendOnly = """
        CREATE TRIGGER registry_changes_not_updated BEFORE UPDATE ON registry_changes
        BEGIN SELECT RAISE(ABORT, 'registry_changes is append-only'); END;
        CREATE TRIGGER registry_changes_not_deleted BEFORE DELETE ON registry_changes
        BEGIN SELECT RAISE(ABORT, 'registry_changes is append-only'); END;
        CREATE TRIGGER registry_changes_not_replaced BEFORE INSERT ON registry_changes
        WHEN EXISTS (SELECT 1 FROM registry_changes WHERE sequence = NEW.sequence)
        BEGIN SELECT RAISE(ABORT, 'registry_changes is append-only'); END;

        """
}
