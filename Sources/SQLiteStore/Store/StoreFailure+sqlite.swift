import GRDB
import Registry

extension StoreFailure {
    /// Whatever SQLite or a row's reader threw, in words for the operator.
    ///
    /// SQLite's own message is kept; the statement and its arguments are not, because they hold what is stored.
    init(_ error: any Error, path: String) {
        switch error {
        case let failure as StoreFailure: self = failure
        case let error as DatabaseError: self.init(sqlite: error, path: path)
        case is CancellationError: self.init(.failed, "\(path): the work was cancelled before it was done; repeat it")
        default: self.init(.failed, "\(path): \(error)")
        }
    }

    private init(sqlite error: DatabaseError, path: String) {
        let words = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.busy, "\(path): another process holds the database (\(words)); repeat this in a moment")
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
            self.init(
                .unavailable,
                "\(path): the database cannot be opened for writing (\(words)); check the owner and mode of it, its folder and its -wal and -shm files"
            )
        case .SQLITE_NOTADB:
            self.init(.incompatible, "\(path): this is not an SQLite database; name another file in \"store\"")
        case .SQLITE_CORRUPT:
            self.init(.corrupt, "\(path): the database is damaged (\(words)); put a backup in its place")
        case .SQLITE_FULL:
            self.init(.failed, "\(path): the disk is full; make room and repeat this")
        default:
            self.init(.failed, "\(path): \(words)")
        }
    }
}
