import Configuration
package import Registry

import GRDB

extension SQLiteStore: RevisionStore {
    package func record(_ content: [UInt8], at time: Int64) throws(StoreFailure) -> Int64 {
        do {
            let number = try pool.write { db in
                try RevisionTable.newest(db, holding: content) ?? RevisionTable.append(db, content, at: time)
            }
            checkpointIfLarge()
            return number
        } catch {
            throw StoreError(error, path: path).failure(path: path)
        }
    }
}
