/// One rule on a token's claims. It sees them once the signature is known to be good.
struct ClaimsRule: Sendable {
    /// What is wrong with the claims; `nil` where they keep the rule.
    let fault: @Sendable (_ claims: ClaimsReader, _ expectation: Expectation) -> TokenFault?

    /// What the claims are held against.
    struct Expectation: Sendable {
        /// The one issuer whose tokens are good here.
        let issuer: String
    }

    /// All of them, in the order in which they are asked. Rules of time are not here: a token that is kept is held
    /// against those on each use (``TokenVerifier/checkTime(notBefore:expiresAt:now:skew:)``).
    static let all: [ClaimsRule] = [
        .text, .issuer, .binding, .client, .audience, .identifier, .dates, .generation,
    ]
}
