extension ClaimsRule {
    /// `iss` is exactly the issuer expected, byte for byte: no prefix, no other case, no slash more or less
    /// (RFC 9068 §4, RFC 7519 §4.1.1).
    static let issuer = ClaimsRule { claims, expectation in
        guard let issuer = claims.text("iss") else { return .badClaim }
        return issuer.utf8.elementsEqual(expectation.issuer.utf8) ? nil : .wrongIssuer
    }
}
