package import Registry

import GRDB

extension SQLiteStore: KeyStore {
    package func keys() async throws(StoreFailure) -> [StoredKey] {
        do {
            return try await reading { db in try KeyTable.all(db) }
        } catch {
            throw error.failure(path: path)
        }
    }

    package func insertFirst(_ key: StoredKey) async throws(StoreFailure) -> [StoredKey] {
        do {
            return try await writing { db in
                if try KeyTable.isEmpty(db) { try KeyTable.insert(db, key) }
                return try KeyTable.all(db)
            }
        } catch {
            throw error.failure(path: path)
        }
    }

    package func insert(_ key: StoredKey) async throws(StoreFailure) {
        do {
            try await writing { db in try KeyTable.insert(db, key) }
        } catch {
            throw error.failure(path: path)
        }
    }
}
