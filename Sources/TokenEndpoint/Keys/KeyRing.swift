package import JSONWebToken
package import Registry
package import Signing

/// The signing keys of the gateway, opened: the one that signs, and all that verify.
package struct KeyRing: Sendable {
    /// The newest key of the algorithm asked for: it signs.
    package let signingKey: SigningKey
    /// Every key that stands: tokens signed by older ones stay good.
    package let keySet: KeySet

    /// Opens every stored key, and makes the first where there is none.
    ///
    /// One row that cannot be opened is an error: going on without it would refuse good tokens without a word. A key is
    /// also made where there are keys, and none of the algorithm asked for: that is what changing the algorithm means.
    ///
    /// - Parameters:
    ///   - algorithm: what new tokens are to be signed with.
    ///   - now: in seconds since 1970.
    package static func open(
        _ store: any KeyStore, masterKey source: MasterKeySource, algorithm: SigningAlgorithm, at now: Int64
    ) async throws(KeyRingError) -> KeyRing {
        var rows = try await rows(store)
        let masterKey = try source.masterKey(sealedCount: rows.count)
        // What stands must open before anything is added.
        _ = try rows.map { row throws(KeyRingError) in try SealedKey.open(row, under: masterKey) }
        if !rows.contains(where: { $0.algorithm == algorithm.rawValue }) {
            let key = try makeKey(algorithm, masterKey, now)
            rows = try await add(key, to: store, isFirst: rows.isEmpty)
        }
        return try ring(rows, masterKey, algorithm)
    }

    private static func rows(_ store: any KeyStore) async throws(KeyRingError) -> [StoredKey] {
        do throws(StoreFailure) {
            return try await store.keys()
        } catch {
            throw .store(error)
        }
    }

    /// Stores a key, and returns the rows that then stand: several processes may start at once on an empty store, and all
    /// must go on with the same first key.
    private static func add(
        _ key: StoredKey, to store: any KeyStore, isFirst: Bool
    ) async throws(KeyRingError) -> [StoredKey] {
        do throws(StoreFailure) {
            if isFirst {
                let standing = try await store.insertFirst(key)
                // Another process may have been first, with another algorithm.
                if standing.contains(where: { $0.algorithm == key.algorithm }) { return standing }
            }
            try await store.insert(key)
            return try await store.keys()
        } catch {
            throw .store(error)
        }
    }

    private static func makeKey(
        _ algorithm: SigningAlgorithm, _ masterKey: MasterKey, _ now: Int64
    ) throws(KeyRingError) -> StoredKey {
        do throws(SigningError) {
            return try SealedKey.seal(PrivateKey.generate(algorithm), under: masterKey, at: now)
        } catch {
            throw .cannotMake(error)
        }
    }

    private static func ring(
        _ rows: [StoredKey], _ masterKey: MasterKey, _ algorithm: SigningAlgorithm
    ) throws(KeyRingError) -> KeyRing {
        let keys = try rows.map { row throws(KeyRingError) in try SealedKey.open(row, under: masterKey) }
        let newest = zip(rows, keys).filter { $0.1.privateKey.algorithm == algorithm }
            .enumerated().max { ($0.element.0.createdAt, $0.offset) < ($1.element.0.createdAt, $1.offset) }
        guard let signingKey = newest?.element.1 else { throw .noKey(algorithm) }
        do throws(KeySetError) {
            return KeyRing(signingKey: signingKey, keySet: try KeySet(keys.map(\.privateKey.publicKey)))
        } catch {
            throw .keySet(error)
        }
    }
}
