extension Schema {
    /// The configurations that were in force, byte for byte, by number.
    static let configurationRevisions = """
        CREATE TABLE configuration_revisions (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            content BLOB NOT NULL
        ) STRICT;

        """
}
