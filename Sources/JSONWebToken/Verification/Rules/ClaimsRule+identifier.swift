extension ClaimsRule {
    /// `jti` is a text (RFC 9068 §2.2, RFC 7519 §4.1.7): without it no line of the log leads back to the token.
    static let identifier = ClaimsRule { claims, _ in
        claims.text("jti") == nil ? .badClaim : nil
    }
}
