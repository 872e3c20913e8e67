package import JSONWebToken
package import Registry

/// The one place where refusals are worded.
extension Refusal {
    package static func path(_ refusal: PathRefusal) -> Refusal {
        Refusal(.path(refusal), message: refusal.message, detail: "the path was refused before it was matched")
    }

    package static func host(_ refusal: HostRefusal) -> Refusal {
        Refusal(.host(refusal), message: refusal.message, detail: "the host was refused before it was matched")
    }

    package static let routeNotFound = Refusal(
        .routeNotFound, message: "No route matches this path. Check the path against the service's documentation.",
        detail: "no pattern of the route table matches the path; declare a route if it should be served")

    package static func routeMethod(allow: String) -> Refusal {
        Refusal(
            .routeMethod, message: "This path is not served for the method. Use one of: \(allow).",
            detail: "the path has routes for \(allow) only", allow: allow)
    }

    package static func credentialsMissing(scopes: String) -> Refusal {
        Refusal(
            .credentialsMissing,
            message: "This call needs a token. Fetch one from /oauth/token and send it as Authorization: Bearer TOKEN.",
            detail: "no Authorization field with the scheme Bearer", requiredScopes: scopes)
    }

    package static let credentialsMalformed = Refusal(
        .credentialsMalformed,
        message: "The Authorization field cannot be read. Send Bearer, a space and the token, and nothing else.",
        detail: "the Authorization field is not the scheme Bearer, a space and a token (RFC 6750 section 2.1)")

    package static let credentialsRepeated = Refusal(
        .credentialsRepeated, message: "There is more than one Authorization field. Send exactly one.",
        detail: "more than one Authorization field; which one an upstream would believe is unknown")

    /// A fault found by verification. Nothing in the token is trusted, so nothing of it is repeated.
    package static func token(_ fault: TokenFault) -> Refusal {
        Refusal(.token(fault), message: message(fault), detail: "verification refused the token: \(fault.rawValue)")
    }

    /// A fault of a token that had been verified: its time has come, or its key or issuer is no longer accepted.
    package static func token(_ fault: TokenFault, _ token: VerifiedToken) -> Refusal {
        Refusal(
            .token(fault), message: message(fault),
            detail: "token \(token.id) of \(token.clientID), issued by \(token.issuer) with key \(token.keyID): "
                + "\(fault.rawValue); exp \(token.expiresAt), nbf "
                + (token.notBefore.map(String.init) ?? "none"))
    }

    package static func applicationUnknown(_ clientID: String) -> Refusal {
        Refusal(
            .applicationUnknown,
            message: "The application of this token is not registered any more. Ask the operator to register it.",
            detail: "no application \(clientID); it was removed, or the token is from another registry")
    }

    package static func applicationDisabled(_ application: Application) -> Refusal {
        Refusal(
            .applicationDisabled,
            message: "The application of this token is disabled. Ask the operator to enable it.",
            detail: "application \(application.id) (\(application.name)) is disabled")
    }

    package static func tokenRevoked(_ token: VerifiedToken, _ application: Application) -> Refusal {
        Refusal(
            .tokenRevoked, message: "This token was revoked. Fetch a new one from /oauth/token.",
            detail: "token \(token.id) has generation \(token.generation), application \(application.id) has "
                + "generation \(application.generation)")
    }

    package static func audienceMissing(_ requirement: String, _ token: VerifiedToken, scopes: String) -> Refusal {
        Refusal(
            .audienceMissing,
            message: "This token is not for the web service that is called. Fetch one with the scope: \(scopes).",
            detail: "the route needs \(requirement); token \(token.id) of \(token.clientID) is for "
                + (token.audiences.isEmpty ? "no audience" : token.audiences.joined(separator: " ")),
            requiredScopes: scopes)
    }

    /// - Parameters:
    ///   - missing: the required scopes that do not count for the token.
    ///   - withdrawn: those of them that the token has and the application no longer has; empty where there is none.
    package static func scopeMissing(
        _ requirement: String, _ token: VerifiedToken, missing: String, withdrawn: String, scopes: String
    ) -> Refusal {
        let cause =
            withdrawn.isEmpty
            ? "the token was issued without" : "the application no longer has \(withdrawn); not granted now:"
        return Refusal(
            .scopeMissing,
            message: withdrawn.isEmpty
                ? "This call needs \(requirement). Fetch a token with it; the application must be allowed to have it."
                : "This call needs \(requirement), which the application is no longer allowed. Ask the operator.",
            detail: "the route needs \(requirement); token \(token.id) of \(token.clientID): \(cause) \(missing)",
            requiredScopes: scopes)
    }

    private static func message(_ fault: TokenFault) -> String {
        switch fault {
        case .malformed: "The token is not a JSON Web Token. Send it exactly as /oauth/token returned it."
        case .wrongType: "The token is not an access token. Send the access_token that /oauth/token returned."
        case .criticalExtension: "The token demands an extension that is not implemented here. Fetch another."
        case .unknownKey: "The token was signed with a key that is not accepted any more. Fetch a new one."
        case .wrongAlgorithm: "The token was signed with another algorithm than its key has. Fetch a new one."
        case .badSignature: "The signature of the token does not verify. Send the token exactly as it was issued."
        case .badClaim: "A claim of the token is missing or has the wrong type. Fetch a new one."
        case .wrongIssuer: "The token was issued by someone else. Fetch one from this gateway's /oauth/token."
        case .expired: "The token has expired. Fetch a new one from /oauth/token."
        case .notYetValid: "The token is not valid yet. Check the clock, then try again later."
        case .bound: "The token is bound to a key and cannot be used as a plain bearer token. Fetch one that is not."
        }
    }
}
