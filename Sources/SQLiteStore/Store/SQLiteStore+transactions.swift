import GRDB
import Registry

extension SQLiteStore {
    /// Reads from one unchanging state of the file.
    func reading<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Runs one IMMEDIATE transaction; whatever is thrown undoes all of it.
    func writing<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let value: Value
        do {
            value = try await pool.write(body)
        } catch {
            throw StoreError(error, path: path)
        }
        await checkpointIfLarge()
        return value
    }
}

extension StoreError {
    /// Whatever a transaction threw, as one of ours.
    init(_ error: any Error, path: String) {
        self =
            switch error {
            case let error as StoreError: error
            case let refusal as RegistryRefusal: .refused(refusal)
            default: .failed(StoreFailure(error, path: path))
            }
    }

    /// The failure, where a refusal cannot be.
    func failure(path: String) -> StoreFailure {
        switch self {
        case .failed(let failure): failure
        case .refused(let refusal): StoreFailure(.failed, "\(path): \(refusal.message)")
        }
    }
}
