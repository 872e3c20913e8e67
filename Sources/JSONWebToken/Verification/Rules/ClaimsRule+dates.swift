extension ClaimsRule {
    /// `exp` and `iat` are numbers, and so is `nbf` where there is one; none is negative or beyond the range of 64 bits
    /// (RFC 9068 §2.2, RFC 7519 §2 "NumericDate").
    static let dates = ClaimsRule { claims, _ in
        guard let expiresAt = claims.expiresAt, let issuedAt = claims.issuedAt else { return .badClaim }
        guard expiresAt >= 0, issuedAt >= 0 else { return .badClaim }
        guard claims.has("nbf") else { return nil }
        return claims.notBefore.map { $0 >= 0 } == true ? nil : .badClaim
    }
}
