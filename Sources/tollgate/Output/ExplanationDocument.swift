import Configuration
import Gateway
import HTTPCodec
import HTTPServer
import JSONWebToken
import Policy
import Registry

/// What `tollgate explain` prints.
struct ExplanationDocument: Encodable {
    /// What would become of the call.
    enum Verdict: String, Encodable {
        case allowed, refused
        /// The gateway answers it in its own name.
        case answered
    }

    struct Request: Encodable {
        let method: String
        let host: String
        let path: String
        let query: String?
    }

    struct Token: Encodable {
        let id: String
        let clientId: String
        let keyId: String
        let issuedAt: String
        let expiresAt: String
        let generation: Int64
    }

    struct Caller: Encodable {
        let id: String
        let name: String
        let enabled: Bool
        let generation: Int64
    }

    /// Declared scopes. What counts is in all three of the others.
    struct Scopes: Encodable {
        let token: [String]
        let audiences: [String]
        let application: [String]
        let counting: [String]
    }

    struct Forwarded: Encodable {
        let upstream: String
        let endpoints: [String]
        let path: String
        /// The client's, where the upstream asks for it; else left out.
        let host: String?
    }

    let request: Request
    let decision: Verdict
    /// The stable id of why it is refused.
    var reason: String?
    var status: Int?
    /// What the client is told.
    var message: String?
    /// What the operator is told.
    var detail: String?
    /// The scopes that would have been enough: all of them, or one where the route asks for one of several.
    var requiredScopes: [String]?
    /// The methods that would have been served.
    var allow: String?
    /// Whether the path keeps the rules of paths; left out where they were not asked.
    var isPathAccepted: Bool?
    /// The hosts of routes that match the host, the most specific first; routes without a host match it too.
    let hosts: [String]
    var route: RouteDocument?
    /// Routes that match host and path too.
    let alternatives: [RouteDocument]
    /// Routes that a service could take the path for.
    let resembling: [RouteDocument]
    /// Where the token comes from.
    let source: ExplainedCaller.Source
    /// What the token is, as the gateway sees it: `none`, `malformed`, `invalid` or `verified`.
    let credentials: String
    var token: Token?
    var application: Caller?
    var scopes: Scopes?
    /// Whether the scopes that count meet what the route asks; left out where they were not compared.
    var isRequirementMet: Bool?
    var forwarded: Forwarded?

    init(
        _ call: CallExplanation, _ request: ExplainedRequest, _ caller: ExplainedCaller,
        _ settings: GatewayConfiguration, at now: Int64
    ) {
        let methods = settings.routes.methods
        func document(_ index: Int) -> RouteDocument { RouteDocument(index, methods[index], settings) }
        self.request = Request(
            method: request.method, host: call.host.isEmpty ? request.host : call.host,
            path: call.path.isEmpty ? request.target : call.path, query: call.query)
        hosts = call.hosts.map(\.description)
        isPathAccepted = call.match.map { if case .refused = $0 { false } else { true } }
        route = call.route.map(document)
        alternatives = call.alternatives.map(document)
        resembling = call.resembling.map(document)
        source = caller.source
        credentials =
            switch call.credentials {
            case .none: "none"
            case .malformed, .repeated: "malformed"
            case .invalid: "invalid"
            case .resolved: "verified"
            }
        status = call.status
        switch call.outcome {
        case .own: decision = .answered
        case .decided(.allowed): decision = .allowed
        case .message(let fault):
            decision = .refused
            reason = fault.rawValue
            message = "\(fault.explanation)"
        case .decided(.refused(let refusal)):
            decision = .refused
            reason = refusal.reason.id
            message = refusal.message
            detail = refusal.detail
            requiredScopes = refusal.requiredScopes.map { $0.split(separator: " ").map(String.init) }
            allow = refusal.allow
        }
        if case .resolved(let resolved) = call.credentials {
            describe(resolved, caller.snapshot)
            isRequirementMet = call.route.map { settings.routes.isMet($0, by: resolved.grants) }
        }
        if let route = call.route, let path = call.forwardedPath {
            let upstream = settings.upstreams[settings.routes.routes[route].upstream]
            forwarded = Forwarded(
                upstream: upstream.name, endpoints: upstream.endpoints.map { "\($0)" }, path: path,
                host: upstream.preservesHost ? call.host : nil)
        }
    }

    private mutating func describe(_ resolved: ResolvedToken, _ snapshot: Snapshot) {
        let verified = resolved.token
        let found = snapshot.registry.application(verified.clientID)
        // What was made for the question only is not shown.
        if source == .token {
            token = Token(
                id: verified.id, clientId: verified.clientID, keyId: verified.keyID,
                issuedAt: UTCTime.text(verified.issuedAt), expiresAt: UTCTime.text(verified.expiresAt),
                generation: verified.generation)
        }
        if source != .scopes {
            application = found.map {
                Caller(id: $0.id, name: $0.name, enabled: $0.isEnabled, generation: $0.generation)
            }
        }
        func texts(_ grants: Grants) -> [String] { snapshot.scopes.scopes(grants).map(\.description) }
        scopes = Scopes(
            token: texts(resolved.tokenScopes), audiences: verified.audiences,
            application: (found?.scopes ?? []).map(\.description), counting: texts(resolved.grants))
    }
}
