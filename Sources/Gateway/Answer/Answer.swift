internal import HTTPCodec
internal import Policy
internal import Upstream

/// A response of the gateway's own: a reason, turned into status, challenge and words.
///
/// This is the one place where that happens, for refusals of the policy, messages that cannot be understood and
/// upstreams that fail.
struct Answer {
    /// What `WWW-Authenticate` says (RFC 6750 §3).
    enum Challenge {
        case none
        /// No credentials came: no error code.
        case bare
        case error(StaticString, scope: String?)
    }

    let status: Int
    /// Why it is not the upstream's.
    let reason: CallReason
    /// What happened and what to do, for the caller.
    let message: String
    var challenge = Challenge.none
    var allow: String?
    /// Seconds after which trying again makes sense.
    var retryAfter: Int?

    init(_ refusal: Refusal) {
        reason = .decision(refusal.reason)
        message = refusal.message
        allow = refusal.allow
        switch refusal.reason {
        case .path, .host: status = 400
        case .routeNotFound: status = 404
        case .routeMethod: status = 405
        case .credentialsMissing:
            status = 401
            challenge = .bare
        case .credentialsMalformed, .credentialsRepeated:
            status = 400
            challenge = .error("invalid_request", scope: nil)
        case .token, .tokenRevoked, .applicationUnknown, .applicationDisabled, .audienceMissing:
            status = 401
            challenge = .error("invalid_token", scope: nil)
        case .scopeMissing:
            status = 403
            challenge = .error("insufficient_scope", scope: refusal.requiredScopes)
        }
    }

    init(_ fault: MessageFault) {
        status = fault.status
        reason = .message(fault)
        message = "\(fault.explanation)"
        if fault == .repeatedAuthorization { challenge = .error("invalid_request", scope: nil) }
    }

    init(_ failure: UpstreamFailure) {
        status = failure.status
        reason = .upstream(failure)
        message =
            switch failure {
            case .connect: "The web service cannot be reached. Nothing was sent to it; try again later."
            case .connectTimeout: "The web service did not accept a connection in time. Nothing was sent to it."
            case .tls: "No secure connection to the web service can be made. Nothing was carried out; try again later."
            case .badResponse: "The web service sent no well-formed response. Whether it acted is not known."
            case .reset: "The web service ended the connection before it answered. Whether it acted is not known."
            case .timeout: "The web service did not answer in time. Whether it acted is not known."
            case .resources: "The gateway has no room for another connection. Nothing was sent; try again later."
            }
        if failure == .resources { retryAfter = 1 }
    }

    private init(status: Int, reason: CallReason, message: String) {
        self.status = status
        self.reason = reason
        self.message = message
    }

    /// The request has come through this gateway before, more often than any honest path leads.
    static let loop = Answer(
        status: 508, reason: .loop,
        message: "The request came back to this gateway again and again. An upstream forwards to the gateway.")
}
