/// A signing key as it is stored: sealed, so that a copy of the storage signs nothing.
package struct StoredKey: Hashable, Sendable, Identifiable {
    /// Its `kid` (RFC 7517 §4.5).
    package let id: String
    /// The JOSE name of the one algorithm it signs with (RFC 7518 §3.1).
    package let algorithm: String
    /// The private key, encrypted under the master key.
    package let sealed: [UInt8]
    /// When it was made, and with that published, in seconds since 1970.
    package let createdAt: Int64
    /// When it begins to sign, in seconds since 1970; it goes on until the next key begins.
    package var signsFrom: Int64
    /// How long after it was signed a token of this key may be accepted at most, in seconds: the longest lifetime that was
    /// in force while the key signed, or could have.
    package var longestLifetime: Int64

    /// - Parameter signsFrom: `createdAt` where nothing else is said.
    package init(
        id: String, algorithm: String, sealed: [UInt8], createdAt: Int64, signsFrom: Int64? = nil,
        longestLifetime: Int64 = 0
    ) {
        self.id = id
        self.algorithm = algorithm
        self.sealed = sealed
        self.createdAt = createdAt
        self.signsFrom = signsFrom ?? createdAt
        self.longestLifetime = longestLifetime
    }
}
