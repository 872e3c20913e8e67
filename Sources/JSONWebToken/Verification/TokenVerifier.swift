import Signing

/// Turns a token in compact form into claims that may be believed, or says why not.
///
/// The steps stand in one order for every token: shape, header, key, algorithm, signature, and only then claims and time
/// (RFC 7515 §5.2, RFC 9068 §4). Nothing is fetched, and no more than `maximumSize` bytes are read.
package struct TokenVerifier: Sendable {
    /// The one issuer whose tokens are good here.
    package let issuer: String
    /// The keys of that issuer.
    package let keys: KeySet
    /// By how many seconds the clocks of issuer and gateway may differ.
    package let clockSkew: Int64
    /// The longest token that is read, in bytes.
    package let maximumSize: Int

    /// - Parameter clockSkew: in seconds, 0 or more.
    package init(issuer: String, keys: KeySet, clockSkew: Int64 = 0, maximumSize: Int = 8192) {
        self.issuer = issuer
        self.keys = keys
        self.clockSkew = clockSkew
        self.maximumSize = maximumSize
    }

    /// Verifies a token.
    ///
    /// - Parameters:
    ///   - compact: the token as it was received, without `Bearer`.
    ///   - now: in seconds since 1970.
    package func verify(_ compact: Span<UInt8>, at now: Int64) -> Result<VerifiedToken, TokenFault> {
        // 1. Shape.
        guard let token = UnverifiedToken(compact, maximumSize: maximumSize) else { return .failure(.malformed) }
        // 2. Header.
        for rule in HeaderRule.all {
            if let fault = rule.fault(token.header) { return .failure(fault) }
        }
        // 3. Key, and the algorithm that the key has.
        guard let key = KeyRule.key(token.header, in: keys) else { return .failure(.unknownKey) }
        if let fault = AlgorithmRule.fault(token.header, key: key) { return .failure(fault) }
        // 4. Signature.
        let signed = compact.extracting(0..<token.signedLength)
        guard key.verify(signature: token.signature.span, message: signed) else { return .failure(.badSignature) }
        // 5. Claims.
        guard let claims = token.claims(compact) else { return .failure(.malformed) }
        return verify(ClaimsReader(claims: claims), key: key, at: now)
    }

    /// The rules of time, which hold anew on each use of a token (RFC 7519 §4.1.4, §4.1.5).
    ///
    /// - Parameters:
    ///   - notBefore: the first second at which the token is valid; `nil` where it has none.
    ///   - expiresAt: the first second at which it is no longer valid.
    ///   - now: in seconds since 1970.
    ///   - skew: by how many seconds clocks may differ, 0 or more.
    package static func checkTime(
        notBefore: Int64?, expiresAt: Int64, now: Int64, skew: Int64
    ) -> TokenFault? {
        if now - skew >= expiresAt { return .expired }
        if let notBefore, now + skew < notBefore { return .notYetValid }
        return nil
    }

    /// The rules of time, for a token verified before.
    package func checkTime(_ token: VerifiedToken, at now: Int64) -> TokenFault? {
        Self.checkTime(notBefore: token.notBefore, expiresAt: token.expiresAt, now: now, skew: clockSkew)
    }

    private func verify(
        _ claims: ClaimsReader, key: PublicKey, at now: Int64
    ) -> Result<VerifiedToken, TokenFault> {
        let expectation = ClaimsRule.Expectation(issuer: issuer)
        for rule in ClaimsRule.all {
            if let fault = rule.fault(claims, expectation) { return .failure(fault) }
        }
        guard let token = VerifiedToken(claims, keyID: key.webKey.keyID) else { return .failure(.badClaim) }
        if let fault = checkTime(token, at: now) { return .failure(fault) }
        return .success(token)
    }
}

extension VerifiedToken {
    /// A token from claims that have kept every rule.
    fileprivate init?(_ claims: ClaimsReader, keyID: String) {
        guard let issuer = claims.text("iss"), let subject = claims.text("sub"),
            let clientID = claims.text("client_id"), let audiences = claims.audiences,
            let issuedAt = claims.issuedAt, let expiresAt = claims.expiresAt, let id = claims.text("jti"),
            let generation = claims.number("gen")?.integer
        else { return nil }
        self.init(
            issuer: issuer, subject: subject, clientID: clientID, audiences: audiences, scopes: claims.scopes,
            issuedAt: issuedAt, notBefore: claims.notBefore, expiresAt: expiresAt, id: id, generation: generation,
            keyID: keyID
        )
    }
}
