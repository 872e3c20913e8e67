extension ClaimsRule {
    /// `client_id` and `sub` are texts (RFC 9068 §2.2).
    static let client = ClaimsRule { claims, _ in
        claims.text("client_id") != nil && claims.text("sub") != nil ? nil : .badClaim
    }
}
