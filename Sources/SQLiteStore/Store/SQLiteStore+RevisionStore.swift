import Configuration
package import Registry

import GRDB

extension SQLiteStore: RevisionStore {
    package func record(_ content: [UInt8], at time: Int64) async throws(StoreFailure) -> Int64 {
        do {
            return try await writing { db in
                if let number = try RevisionTable.newest(db, holding: content) { return number }
                return try RevisionTable.append(db, content, at: time)
            }
        } catch {
            throw error.failure(path: path)
        }
    }
}
