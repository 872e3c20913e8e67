/// A signing key as it is stored: sealed, so that a copy of the storage signs nothing.
package struct StoredKey: Hashable, Sendable, Identifiable {
    /// Its `kid` (RFC 7517 §4.5).
    package let id: String
    /// The JOSE name of the one algorithm it signs with (RFC 7518 §3.1).
    package let algorithm: String
    /// The private key, encrypted under the master key.
    package let sealed: [UInt8]
    /// When it was made, in seconds since 1970.
    package let createdAt: Int64

    package init(id: String, algorithm: String, sealed: [UInt8], createdAt: Int64) {
        self.id = id
        self.algorithm = algorithm
        self.sealed = sealed
        self.createdAt = createdAt
    }
}
