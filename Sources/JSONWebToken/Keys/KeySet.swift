package import Signing

/// The keys that tokens of one issuer may be signed with, by their names. It never changes: a new set replaces it.
package struct KeySet: Sendable {
    /// The keys, in the order given.
    package let keys: [PublicKey]
    /// By the bytes of their names: `String`'s own equality would let look-alikes through.
    private let byID: [[UInt8]: PublicKey]

    /// - Throws: ``KeySetError`` where two keys have the same name.
    package init(_ keys: [PublicKey]) throws(KeySetError) {
        var byID: [[UInt8]: PublicKey] = [:]
        for (index, key) in keys.enumerated() {
            guard byID.updateValue(key, forKey: Array(key.webKey.keyID.utf8)) == nil else {
                throw KeySetError(index: index, fault: .duplicateKeyID(key.webKey.keyID))
            }
        }
        self.keys = keys
        self.byID = byID
    }

    /// What one verification with the slowest of the keys takes, in microseconds; 0 where there is no key.
    package var verificationCost: Int { keys.map(\.algorithm.verificationCost).max() ?? 0 }

    /// The key of this name; `nil` where there is none.
    package subscript(keyID: String) -> PublicKey? { byID[Array(keyID.utf8)] }

    /// The set as a JWK Set document (RFC 7517 §5): public members only.
    package var document: [UInt8] {
        Array("{\"keys\":[\(keys.map { Self.text($0.webKey) }.joined(separator: ","))]}".utf8)
    }

    private static func text(_ key: JSONWebKey) -> String {
        let named = [("kid", key.keyID), ("alg", key.algorithm.rawValue), ("use", "sig")]
        let members = (named + key.members).map { JSONText.literal($0.0) + ":" + JSONText.literal($0.1) }
        return "{" + members.joined(separator: ",") + "}"
    }
}
