/// What a route asks of a token.
package enum Requirement: Hashable, Sendable {
    /// Nothing: every call is let through, whatever credentials it carries.
    case `public`
    /// Each of these scopes. An empty list is never met: it would let every token in.
    case all([ScopeID])
    /// One of these scopes. An empty list is never met.
    case any([ScopeID])

    /// The scopes that are asked for.
    package var scopes: [ScopeID] {
        switch self {
        case .public: []
        case .all(let scopes), .any(let scopes): scopes
        }
    }

    /// Whether a token with these scopes may pass.
    package func isMet(by grants: Grants) -> Bool {
        switch self {
        case .public: true
        case .all(let scopes): !scopes.isEmpty && scopes.allSatisfy(grants.contains)
        case .any(let scopes): scopes.contains(where: grants.contains)
        }
    }
}
