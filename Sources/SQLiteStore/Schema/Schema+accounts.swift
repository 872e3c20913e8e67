extension Schema {
    /// Merchants, accounts and what they sign in with, answers to be given again, and the audit.
    static let accountsAndAudit = merchants + accounts + credentials + searching + audit + auditIsAppendOnly

    private static let merchants = """
        CREATE TABLE merchants (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL UNIQUE,
            name_key TEXT NOT NULL,
            version INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE merchant_scopes (
            merchant INTEGER NOT NULL REFERENCES merchants (number) ON DELETE CASCADE,
            scope TEXT NOT NULL,
            PRIMARY KEY (merchant, scope)
        ) STRICT, WITHOUT ROWID;

        """

    private static let accounts = """
        CREATE TABLE accounts (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            name_key TEXT NOT NULL UNIQUE,
            role TEXT NOT NULL,
            merchant INTEGER REFERENCES merchants (number),
            enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
            password TEXT,
            totp BLOB,
            totp_step INTEGER NOT NULL DEFAULT 0,
            language TEXT,
            version INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            signed_in_at INTEGER
        ) STRICT;
        CREATE INDEX accounts_by_merchant ON accounts (merchant);

        """

    /// What authenticates is kept as its digest only.
    private static let credentials = """
        CREATE TABLE sessions (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            account INTEGER NOT NULL REFERENCES accounts (number) ON DELETE CASCADE,
            digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
            created_at INTEGER NOT NULL,
            used_at INTEGER NOT NULL,
            address TEXT NOT NULL,
            user_agent TEXT NOT NULL
        ) STRICT;
        CREATE INDEX sessions_by_account ON sessions (account);
        CREATE TABLE api_tokens (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            account INTEGER NOT NULL REFERENCES accounts (number) ON DELETE CASCADE,
            digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
            name TEXT NOT NULL,
            permissions TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            used_day INTEGER
        ) STRICT;
        CREATE INDEX api_tokens_by_account ON api_tokens (account);
        CREATE TABLE invitations (
            digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
            account INTEGER UNIQUE REFERENCES accounts (number) ON DELETE CASCADE,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE idempotency_keys (
            account TEXT NOT NULL,
            key TEXT NOT NULL,
            request_digest BLOB NOT NULL CHECK (length(request_digest) = 32),
            subject TEXT NOT NULL,
            sealed BLOB NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (account, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

        """

    /// Applications' texts without case lie in a table of their own: a search reads nothing else. `text` has all three, with
    /// a line break between each two, so that a search looks once.
    private static let searching = """
        CREATE TABLE application_search (
            application INTEGER PRIMARY KEY REFERENCES applications (number) ON DELETE CASCADE,
            name_key TEXT NOT NULL,
            owner_key TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT;
        CREATE INDEX application_search_by_name ON application_search (name_key);
        CREATE INDEX application_search_by_owner ON application_search (owner_key);
        CREATE INDEX applications_by_owner ON applications (owner);
        CREATE INDEX applications_by_update ON applications (updated_at);
        CREATE INDEX application_scopes_by_scope ON application_scopes (scope, application);

        """

    private static let audit = """
        CREATE TABLE audit_entries (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            who TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject_type TEXT NOT NULL,
            subject_id TEXT NOT NULL,
            subject_name TEXT NOT NULL,
            changes TEXT NOT NULL CHECK (json_valid(changes)),
            previous BLOB NOT NULL CHECK (length(previous) = 32),
            digest BLOB NOT NULL CHECK (length(digest) = 32)
        ) STRICT;
        CREATE INDEX audit_entries_by_subject ON audit_entries (subject_id);

        """

    private static let auditIsAppendOnly = """
        CREATE TRIGGER audit_entries_not_updated BEFORE UPDATE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END;
        CREATE TRIGGER audit_entries_not_deleted BEFORE DELETE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END;
        CREATE TRIGGER audit_entries_not_replaced BEFORE INSERT ON audit_entries
        WHEN EXISTS (SELECT 1 FROM audit_entries WHERE sequence = NEW.sequence)
        BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END;

        """
}
