import JSONWebToken
import Registry
import Signing

/// How a signing key is stored: its PKCS#8 form, sealed together with its name and algorithm, so that a row cannot be
/// passed off as another.
enum SealedKey {
    static func seal(_ key: PrivateKey, under masterKey: MasterKey, at now: Int64) throws(SigningError) -> StoredKey {
        let id = key.publicKey.webKey.keyID
        let algorithm = key.algorithm.rawValue
        let sealed = try masterKey.seal(key.pkcs8(), context: context(id, algorithm))
        return StoredKey(id: id, algorithm: algorithm, sealed: sealed, createdAt: now)
    }

    /// Makes a key and seals it.
    ///
    /// One name in 64 begins with a hyphen, and a command would take it for an option: such a key is made again.
    static func make(
        _ algorithm: SigningAlgorithm, under masterKey: MasterKey, at now: Int64
    ) throws(SigningError) -> StoredKey {
        var key = try PrivateKey.generate(algorithm)
        while key.publicKey.webKey.keyID.hasPrefix("-") { key = try PrivateKey.generate(algorithm) }
        return try seal(key, under: masterKey, at: now)
    }

    static func open(_ row: StoredKey, under masterKey: MasterKey) throws(KeyRingError) -> SigningKey {
        guard let algorithm = SigningAlgorithm(rawValue: row.algorithm) else {
            throw .unknownAlgorithm(keyID: row.id, algorithm: row.algorithm)
        }
        let key: PrivateKey?
        do throws(SigningError) {
            let content = try masterKey.open(row.sealed, context: context(row.id, row.algorithm))
            key = if let content { try PrivateKey(pkcs8: content, algorithm: algorithm) } else { nil }
        } catch {
            throw .unusable(keyID: row.id, error)
        }
        guard let key else { throw .cannotOpen(keyID: row.id) }
        let signingKey = SigningKey(key)
        guard signingKey.keyID.utf8.elementsEqual(row.id.utf8) else {
            throw .wrongKey(keyID: row.id, holds: signingKey.keyID)
        }
        return signingKey
    }

    /// What a sealed key belongs to. No name or algorithm has a line break in it.
    private static func context(_ id: String, _ algorithm: String) -> [UInt8] {
        Array("tollgate signing key\n\(algorithm)\n\(id)".utf8)
    }
}
