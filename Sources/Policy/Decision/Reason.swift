package import JSONWebToken

/// Why a call is refused. ``id`` is stable: a metric label, a log field and a member of the problem document.
package enum Reason: Hashable, Sendable, CaseIterable {
    /// The path is refused before it is matched: 400.
    case path(PathRefusal)
    /// The host is refused before it is matched: 400.
    case host(HostRefusal)
    /// No route matches: 404.
    case routeNotFound
    /// The path has routes, but none for the method: 405.
    case routeMethod
    /// No bearer token: 401 without an error code (RFC 6750 §3.1).
    case credentialsMissing
    /// An `Authorization` field that is not `Bearer` and one token: 400.
    case credentialsMalformed
    /// More than one `Authorization` field: 400.
    case credentialsRepeated
    /// The token itself is not usable: 401.
    case token(TokenFault)
    /// The application's tokens were revoked after this one was issued: 401.
    case tokenRevoked
    /// No application has the token's client id any more: 401.
    case applicationUnknown
    /// The application is disabled: 401.
    case applicationDisabled
    /// The token is not for an audience of what the route requires (RFC 9068 §4): 401.
    case audienceMissing
    /// The scopes that count now do not meet the requirement: 403.
    case scopeMissing

    /// The stable name.
    package var id: String {
        switch self {
        case .path(let refusal): refusal.rawValue
        case .host(let refusal): refusal.rawValue
        case .routeNotFound: "route.notFound"
        case .routeMethod: "route.method"
        case .credentialsMissing: "credentials.missing"
        case .credentialsMalformed: "credentials.malformed"
        case .credentialsRepeated: "credentials.repeated"
        case .token(let fault): fault.rawValue
        case .tokenRevoked: "token.revoked"
        case .applicationUnknown: "application.unknown"
        case .applicationDisabled: "application.disabled"
        case .audienceMissing: "audience.missing"
        case .scopeMissing: "scope.missing"
        }
    }

    /// Every reason there is, so that each can have its counter from the start.
    package static var allCases: [Reason] {
        PathRefusal.allCases.map(Reason.path) + HostRefusal.allCases.map(Reason.host)
            + TokenFault.allCases.map(Reason.token) + [
                .routeNotFound, .routeMethod, .credentialsMissing, .credentialsMalformed, .credentialsRepeated,
                .tokenRevoked, .applicationUnknown, .applicationDisabled, .audienceMissing, .scopeMissing,
            ]
    }
}
