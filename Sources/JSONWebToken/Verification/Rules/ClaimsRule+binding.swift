extension ClaimsRule {
    /// `cnf` is not there: a token that is bound to a key is worth nothing without proof of the key, and a bearer gives
    /// none (RFC 7800 §3.1, RFC 9449 §7.2, RFC 8705 §3).
    static let binding = ClaimsRule { claims, _ in
        claims.has("cnf") ? .bound : nil
    }
}
