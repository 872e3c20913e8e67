extension ClaimsRule {
    /// `gen`, a private claim (RFC 7519 §4.3), is a whole number from 0. Without it a token could not be revoked.
    static let generation = ClaimsRule { claims, _ in
        claims.number("gen")?.integer.map { $0 >= 0 } == true ? nil : .badClaim
    }
}
