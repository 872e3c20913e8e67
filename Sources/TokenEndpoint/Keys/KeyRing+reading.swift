package import JSONWebToken
package import Registry
import Signing

extension KeyRing {
    /// The keys that verify, for whoever only reads: no key is made, and no master key either.
    ///
    /// The master key is needed all the same, because a stored key is sealed as a whole.
    package static func keySet(
        _ store: any KeyStore, masterKey source: MasterKeySource
    ) async throws(KeyRingError) -> KeySet {
        let rows: [StoredKey]
        do throws(StoreFailure) {
            rows = try await store.keys().keys
        } catch {
            throw .store(error)
        }
        var keys: [PublicKey] = []
        if !rows.isEmpty {
            let masterKey = try source.masterKey(sealedCount: rows.count)
            for row in rows { keys.append(try SealedKey.open(row, under: masterKey).privateKey.publicKey) }
        }
        do throws(KeySetError) {
            return try KeySet(keys)
        } catch {
            throw .keySet(error)
        }
    }
}
