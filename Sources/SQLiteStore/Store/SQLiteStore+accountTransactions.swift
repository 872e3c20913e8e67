import Accounts
import GRDB
import Registry

extension SQLiteStore {
    /// Reads from one unchanging state of the file.
    func readingAccounts<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(AccountError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw AccountError(error, path: path)
        }
    }

    /// Runs one IMMEDIATE transaction; whatever is thrown undoes all of it.
    func writingAccounts<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(AccountError) -> Value {
        let value: Value
        do {
            value = try await pool.write(body)
        } catch {
            throw AccountError(error, path: path)
        }
        await checkpointIfLarge()
        return value
    }

    /// Makes what was not made before under the same key.
    static func creating<Created>(
        _ db: Database, _ once: OnceOnly?, by origin: ChangeOrigin, id: (Created) -> String,
        _ make: () throws -> Created
    ) throws -> Creation<Created> {
        switch try IdempotencyTable.find(db, once, at: origin.time) {
        case .made(let subjectID, let sealed): return .repeated(subjectID: subjectID, sealed: sealed)
        case .reused: throw AccountRefusal.idempotencyKeyReused
        case .new:
            let created = try make()
            try IdempotencyTable.keep(db, once, subjectID: id(created), at: origin.time)
            return .made(created)
        }
    }
}

extension AccountError {
    /// Whatever a transaction threw, as one of ours.
    init(_ error: any Error, path: String) {
        self =
            switch error {
            case let error as AccountError: error
            case let refusal as AccountRefusal: .refused(refusal)
            default: .failed(StoreFailure(error, path: path))
            }
    }
}
