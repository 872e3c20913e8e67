extension ClaimsRule {
    /// `aud` names at least one audience, and nothing but audiences (RFC 9068 §2.2, RFC 7519 §4.1.3). Whether the right
    /// one is among them depends on the route.
    static let audience = ClaimsRule { claims, _ in
        claims.audiences == nil ? .badClaim : nil
    }
}
