/// The claims of a token whose signature and claims have been verified; only verification makes one.
package struct VerifiedToken: Hashable, Sendable {
    /// `iss` (RFC 7519 §4.1.1).
    package let issuer: String
    /// `sub`; for a client's own token the client id (RFC 9068 §2.2).
    package let subject: String
    /// `client_id`: the application.
    package let clientID: String
    /// `aud`, always a list here.
    package let audiences: [String]
    /// `scope`, split at its spaces.
    package let scopes: [String]
    /// `iat`, in whole seconds since 1970.
    package let issuedAt: Int64
    /// `nbf`, in whole seconds since 1970, where the token has one.
    package let notBefore: Int64?
    /// `exp`: the first second, since 1970, at which the token is no longer valid.
    package let expiresAt: Int64
    /// `jti`.
    package let id: String
    /// `gen`: the application's generation when the token was issued.
    package let generation: Int64
    /// `kid` of the key that verified it.
    package let keyID: String

    package init(
        issuer: String, subject: String, clientID: String, audiences: [String], scopes: [String], issuedAt: Int64,
        notBefore: Int64?, expiresAt: Int64, id: String, generation: Int64, keyID: String
    ) {
        self.issuer = issuer
        self.subject = subject
        self.clientID = clientID
        self.audiences = audiences
        self.scopes = scopes
        self.issuedAt = issuedAt
        self.notBefore = notBefore
        self.expiresAt = expiresAt
        self.id = id
        self.generation = generation
        self.keyID = keyID
    }
}
