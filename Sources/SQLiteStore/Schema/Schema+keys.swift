extension Schema {
    /// When each signing key signs, how long its tokens can last, and a history of the keys.
    ///
    /// Of keys that stand already nobody noted how long their tokens last: the longest lifetime that can be configured is
    /// taken. Until now the newest key of an algorithm signed from the moment it was made.
    static let keyLives = """
        ALTER TABLE signing_keys ADD COLUMN signs_from INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE signing_keys ADD COLUMN longest_lifetime INTEGER NOT NULL DEFAULT 2592000;
        UPDATE signing_keys SET signs_from = created_at;
        CREATE TABLE key_changes (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            kind TEXT NOT NULL,
            key_id TEXT NOT NULL,
            algorithm TEXT NOT NULL,
            signs_from INTEGER NOT NULL,
            longest_lifetime INTEGER NOT NULL,
            who TEXT NOT NULL
        ) STRICT;
        INSERT INTO key_changes (time, kind, key_id, algorithm, signs_from, longest_lifetime, who)
            SELECT created_at, 'made', id, algorithm, signs_from, longest_lifetime, 'upgrade'
            FROM signing_keys ORDER BY position;
        CREATE TRIGGER key_changes_not_updated BEFORE UPDATE ON key_changes
        BEGIN SELECT RAISE(ABORT, 'key_changes is append-only'); END;
        CREATE TRIGGER key_changes_not_deleted BEFORE DELETE ON key_changes
        BEGIN SELECT RAISE(ABORT, 'key_changes is append-only'); END;
        CREATE TRIGGER key_changes_not_replaced BEFORE INSERT ON key_changes
        WHEN EXISTS (SELECT 1 FROM key_changes WHERE sequence = NEW.sequence)
        BEGIN SELECT RAISE(ABORT, 'key_changes is append-only'); END;

        """
}
