package import JSONWebToken
package import Policy

/// What decisions are made from until the next change: swapped as a whole, on each loop.
package struct GatewayGeneration: Sendable {
    /// Routes, scopes and applications.
    package let policy: Snapshot
    /// Keys and issuer.
    package let verifier: TokenVerifier
    /// Raised when a key is gone: tokens verified before must then be verified again.
    package let keysNumber: Int

    package init(policy: Snapshot, verifier: TokenVerifier, keysNumber: Int) {
        self.policy = policy
        self.verifier = verifier
        self.keysNumber = keysNumber
    }
}
