package import Signing

/// The gateway as an issuer of tokens.
package struct IssuerSettings: Hashable, Sendable {
    /// The `iss` of the tokens, byte for byte as configured.
    package let url: String
    /// How long a token is valid, in seconds: 1 s to 30 d, 24 h unless set.
    package let tokenLifetime: Int64
    /// The algorithm of new keys.
    package let algorithm: SigningAlgorithm
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
