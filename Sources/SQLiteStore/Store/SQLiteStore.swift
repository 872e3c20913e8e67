package import Registry

import GRDB
import Glibc

/// Applications and signing keys in one SQLite file.
///
/// The file is in WAL mode, so that reading never waits for writing, with `synchronous=FULL`: a change that was
/// confirmed survives a power cut. Each change runs in one IMMEDIATE transaction, which takes the write lock before it
/// reads; with the default, deferred kind two processes could both read and then one would fail to write.
///
/// The work runs on GRDB's own queues, never on the caller's thread; it must still not be awaited on an event loop.
package final class SQLiteStore: Sendable {
    /// Where the file is, as given.
    package let path: String

    let pool: DatabasePool

    init(path: String, pool: DatabasePool) {
        self.path = path
        self.pool = pool
    }

    /// Opens the file, and makes it (mode 0600, its folders 0700) where it does not exist.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - create: Whether it may be made. Whoever only reads must not leave an empty database at a misspelt path, or one
    ///     that belongs to the wrong user.
    ///   - listener: Is told how far the upgrade of an older version's file is, which can take minutes.
    /// - Throws: ``Registry/StoreFailure``: `unavailable` where the file cannot be opened or made, `incompatible` where it
    ///   is another program's or a newer version's, `busy` where another process holds it for over five seconds.
    package static func open(
        path: String, create: Bool = true, upgrading listener: @escaping UpgradeProgress.Listener = { _ in }
    ) throws(StoreFailure) -> SQLiteStore {
        do {
            if create { try DataFolder.create(DataFolder.parent(of: path)) }
            try DataFolder.prepareFile(path, create: create)
        } catch {
            throw StoreFailure(.unavailable, error.message)
        }
        let deadline = ContinuousClock.now + .seconds(5)
        while true {
            do throws(StoreFailure) {
                return try openPrepared(path, listener)
            } catch {
                // A new file is switched to its journal under a lock for which SQLite does not wait.
                guard error.canRetry, ContinuousClock.now < deadline else { throw error }
                usleep(10_000)
            }
        }
    }

    private static func openPrepared(
        _ path: String, _ listener: @escaping UpgradeProgress.Listener
    ) throws(StoreFailure) -> SQLiteStore {
        do {
            let pool = try DatabasePool(path: path, configuration: configuration(path: path))
            // Opening the pool sets NORMAL, which can lose the last confirmed transactions in a power cut.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try pool.write { db in
                try Schema.migrate(db, path: path, listener: listener)
                try SearchKeys.complete(db)
            }
            return SQLiteStore(path: path, pool: pool)
        } catch {
            throw StoreFailure(error, path: path)
        }
    }

    /// Closes the file; every later call fails.
    package func close() throws(StoreFailure) {
        do {
            try pool.close()
        } catch {
            throw StoreFailure(error, path: path)
        }
    }

    private static func configuration(path: String) -> Configuration {
        var configuration = Configuration()
        configuration.label = "tollgate.store"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        // Before the journal mode is set: another program's file must not be changed in any way.
        configuration.prepareDatabase { db in
            try Schema.check(db, path: path)
            // Checkpoints are our own; see ``checkpointIfLarge()``.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        }
        return configuration
    }
}
