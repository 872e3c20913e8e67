import GRDB
import Glibc

extension SQLiteStore {
    /// How large the -wal file may grow before its content is carried into the database, in bytes.
    static let largestLog = 4 << 20

    /// Carries the -wal file's content into the database where it has grown large.
    ///
    /// SQLite would do so by itself after 1,000 pages, but with PASSIVE checkpoints, which do not keep writers out. Up to
    /// 3.51.2 (Debian 12 has 3.40.1) such a checkpoint, running while another process starts the log anew, can take
    /// transactions for carried over that are not: confirmed changes are lost ("WAL-reset bug", sqlite.org/wal.html). A
    /// TRUNCATE checkpoint holds the write lock from before it looks at the log, so nobody can start it anew meanwhile; and
    /// the one that the last connection makes when it closes has the file for itself.
    ///
    /// A checkpoint that fails changes nothing: the log holds what it held, and the next change tries again.
    func checkpointIfLarge() async {
        guard isLogLarge else { return }
        try? await pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    }

    /// The same on the calling thread, which it blocks.
    func checkpointIfLarge() {
        guard isLogLarge else { return }
        try? pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    }

    private var isLogLarge: Bool {
        var status = stat()
        return unsafe stat(path + "-wal", &status) == 0 && status.st_size > Self.largestLog
    }
}
