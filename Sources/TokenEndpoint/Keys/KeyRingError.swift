package import JSONWebToken
package import Registry
package import Signing

/// Why the signing keys cannot be had, and which one it is.
package enum KeyRingError: Error, Hashable {
    /// The master key cannot be read or made.
    case masterKey(MasterKeyError)
    /// The master key is gone, and keys are sealed under it.
    case masterKeyLost(source: String, sealedCount: Int)
    /// The store failed.
    case store(StoreFailure)
    /// A row with an algorithm that this version does not know.
    case unknownAlgorithm(keyID: String, algorithm: String)
    /// A row that does not open under the master key.
    case cannotOpen(keyID: String)
    /// A row that opens, and does not hold the key that it says.
    case wrongKey(keyID: String, holds: String)
    /// A row that opens, and holds no key that can be used.
    case unusable(keyID: String, SigningError)
    /// Two rows hold one key.
    case keySet(KeySetError)
    /// A policy asks for an algorithm that is not known.
    case unknownPolicy(algorithm: String)
    /// Keys were made, and are gone again: something else is changing the store.
    case noKey
    /// A new key could not be made.
    case cannotMake(SigningError)

    /// What happened, where, and what to do.
    package var message: String {
        switch self {
        case .masterKey(let error): "master key: \(error.message)"
        case .masterKeyLost(let source, let count):
            "\(source): the master key is gone, and the store holds \(count) signing \(count == 1 ? "key" : "keys") sealed "
                + "under it; restore the file from your backup. No new one is made, because it would open none of them"
        case .store(let failure): failure.message
        case .unknownAlgorithm(let id, let algorithm):
            "signing key \(id): its algorithm \"\(algorithm)\" is not known here; run the version that made the key"
        case .cannotOpen(let id):
            "signing key \(id): the master key does not open it. Either the master key is another than the one it was "
                + "sealed under, or the row was changed; restore the master key, or the database, from your backup"
        case .wrongKey(let id, let holds):
            "signing key \(id): the row holds the key \(holds) instead; restore the database from your backup"
        case .unusable(let id, let error): "signing key \(id): \(error.message)"
        case .keySet(let error): "signing keys: \(error.message)"
        case .unknownPolicy(let algorithm): "\"\(algorithm)\" is not an algorithm that tokens are signed with here"
        case .noKey: "the store no longer has the signing keys that were put into it; see what else changes it"
        case .cannotMake(let error): "a new signing key could not be made: \(error.message)"
        }
    }
}
