extension Schema {
    /// An end for secrets, and the day on which each was last used.
    ///
    /// Uses lie in a table of their own: they are written by the thousand, and change nothing of the registry.
    static let secretEndsAndUses = """
        ALTER TABLE application_secrets ADD COLUMN ends_at INTEGER;
        CREATE TABLE secret_uses (
            secret TEXT PRIMARY KEY REFERENCES application_secrets (id) ON DELETE CASCADE,
            day INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        """
}
