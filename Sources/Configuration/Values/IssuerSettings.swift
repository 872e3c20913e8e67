/// The gateway as an issuer of tokens.
package struct IssuerSettings: Hashable, Sendable {
    /// How a key signs (RFC 7518 §3.1); the raw value is the `alg` of the tokens.
    package enum Algorithm: String, Hashable, Sendable, CaseIterable {
        /// ECDSA on P-256 with SHA-256.
        case es256 = "ES256"
        /// ECDSA on P-384 with SHA-384.
        case es384 = "ES384"
        /// Ed25519 (RFC 8037 §3.1).
        case edDSA = "EdDSA"
        /// RSASSA-PSS with SHA-256 and a salt of 32 bytes.
        case ps256 = "PS256"
        /// RSASSA-PKCS1-v1_5 with SHA-256.
        case rs256 = "RS256"
    }

    /// The `iss` of the tokens, byte for byte as configured.
    package let url: String
    /// How long a token is valid, in seconds: 1 s to 30 d, 24 h unless set.
    package let tokenLifetime: Int64
    /// The algorithm of new keys.
    package let algorithm: Algorithm
    /// How long a key signs before the next one does, in seconds: 2 s to ten years; `nil` where keys change only when
    /// somebody asks.
    package var rotateEvery: Int64?
    /// How many failures at the token endpoint have no consequence.
    package var guessing = Guessing()

    /// How many failures to authenticate are answered as usual, each minute.
    package struct Guessing: Hashable, Sendable {
        /// Of one client id: 1 to 1,000,000, 5 unless set.
        package var perClient = 5
        /// From one address: 1 to 1,000,000, 20 unless set.
        package var perAddress = 20
    }
}
