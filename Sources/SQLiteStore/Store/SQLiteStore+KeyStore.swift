package import Registry

import GRDB

extension SQLiteStore: KeyStore {
    package func keys() async throws(StoreFailure) -> KeyView {
        do {
            return try await reading { db in try Self.view(db) }
        } catch {
            throw error.failure(path: path)
        }
    }

    package func keySequence() async throws(StoreFailure) -> Int64 {
        do {
            return try await reading { db in try KeyTable.sequence(db) }
        } catch {
            throw error.failure(path: path)
        }
    }

    package func changeKeys<Answer: Sendable>(
        by origin: ChangeOrigin, _ decide: @escaping @Sendable ([StoredKey]) -> (changes: [KeyChange], answer: Answer)
    ) async throws(StoreFailure) -> (view: KeyView, answer: Answer) {
        do {
            return try await writing { db in
                let decision = decide(try KeyTable.all(db))
                for change in decision.changes { try KeyTable.apply(db, change, by: origin) }
                return (try Self.view(db), decision.answer)
            }
        } catch {
            throw error.failure(path: path)
        }
    }

    private static func view(_ db: Database) throws -> KeyView {
        KeyView(sequence: try KeyTable.sequence(db), keys: try KeyTable.all(db))
    }
}
