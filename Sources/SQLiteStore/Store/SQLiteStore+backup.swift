package import Registry

import GRDB
import Glibc

extension SQLiteStore {
    /// Writes a copy of the store as it is at one moment, while others read and write on.
    ///
    /// To copy the file is not enough: what was confirmed last stands in the -wal file beside it, and the two do not change
    /// together. The copy is one file, readable by this user only; it appears whole or not at all, and survives a power cut
    /// once this returns.
    ///
    /// - Parameter destination: Where nothing stands yet.
    /// - Throws: `unavailable` where something stands there or it cannot be written; what reading the store throws.
    package func backUp(to destination: String) async throws(StoreFailure) {
        let draft = destination + ".part-\(getpid())"
        do {
            try DataFolder.makeDraft(draft)
            defer { _ = unsafe unlink(draft) }
            try await pool.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM INTO ?", arguments: [draft])
            }
            try DataFolder.publish(draft, as: destination)
        } catch let error as DataFolderError {
            throw StoreFailure(.unavailable, error.message)
        } catch {
            throw StoreFailure(error, path: path)
        }
    }
}
