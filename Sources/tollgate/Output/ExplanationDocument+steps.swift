import Management
import Policy

extension ExplanationDocument {
    /// The steps of the decision: those up to the one that refuses have passed, and none after it was reached.
    var steps: [ExplainedStep] {
        let all = ExplainedStep.Name.allCases
        let end = decision == .refused ? all.firstIndex(of: place) : nil
        let reached = end ?? lastReached + 1
        return all.enumerated().map { index, name in
            if index < reached { return passed(name) }
            return index == end ? refused(name) : ExplainedStep(notReached: name)
        }
    }

    /// A public route asks for no token, and what the gateway answers itself has no route.
    private var lastReached: Int {
        let last: ExplainedStep.Name = decision == .answered ? .message : route?.isPublic == false ? .scopes : .route
        return ExplainedStep.Name.allCases.firstIndex(of: last) ?? 0
    }

    /// The step that refuses: reasons are named after what was looked at.
    private var place: ExplainedStep.Name {
        let subject = String((reason ?? "").prefix { $0 != "." })
        return ExplainedStep.Name(rawValue: subject) ?? .scopes
    }

    private func refused(_ name: ExplainedStep.Name) -> ExplainedStep {
        ExplainedStep(name, refused: reason ?? "", status: status ?? 0, facts, detail: detail, message: message)
    }

    /// What a refusal may be about, as far as it is known.
    private var facts: JSONOutput {
        var facts: JSONOutput = [
            "method": .string(request.method), "path": .string(request.path), "host": .string(request.host),
        ]
        if let allow { facts = facts.with("allow", .string(allow)) }
        if let route { facts = facts.with("requirement", Self.json(route)) }
        if let token { facts = facts.with("clientId", .string(token.clientId)) }
        if let application {
            facts = facts.with("id", .string(application.id)).with("name", .string(application.name))
        }
        guard let scopes else { return facts }
        let missing = (requiredScopes ?? []).filter { !scopes.counting.contains($0) }
        return facts.with("audiences", .strings(scopes.audiences)).with("missing", .strings(missing))
    }

    /// What a route asks for: `all` or `any` of some scopes; nothing of this where it is public.
    private static func json(_ route: RouteDocument) -> JSONOutput {
        guard let scope = route.scope else { return [:] }
        return scope.all.map { ["all": .strings($0)] } ?? ["any": .strings(scope.any ?? [])]
    }

    // MARK: What was found

    private func passed(_ name: ExplainedStep.Name) -> ExplainedStep {
        switch name {
        case .message:
            ExplainedStep(
                name, found: .messageRead, ["method": .string(request.method), "path": .string(request.path)],
                text: "\(request.method) \(request.path)")
        case .path: ExplainedStep(name, found: .pathAccepted, ["path": .string(request.path)], text: request.path)
        case .host: ExplainedStep(name, found: .hostAccepted, ["host": .string(request.host)], text: request.host)
        case .route: foundRoute
        case .credentials:
            source == .token
                ? ExplainedStep(name, found: .credentialsGiven, [:], text: "one bearer token")
                : ExplainedStep(name, found: .credentialsMade, [:], text: "a token made for this question")
        case .token: verifiedToken
        case .application: enabledApplication
        case .scopes: metScopes
        }
    }

    private var foundRoute: ExplainedStep {
        let (label, index) = (route?.route ?? "", route?.index ?? 0)
        return ExplainedStep(
            .route, found: .routeFound, ["route": .string(label), "index": .integer(Int64(index))],
            text: "\(label) (routes[\(index)])")
    }

    private var verifiedToken: ExplainedStep {
        guard let token else {
            return ExplainedStep(.token, found: .tokenSound, [:], text: "signature and claims verify")
        }
        return ExplainedStep(
            .token, found: .tokenVerified,
            [
                "clientId": .string(token.clientId), "keyId": .string(token.keyId),
                "expiresAt": .string(token.expiresAt),
            ], text: "of \(token.clientId), signed by \(token.keyId), valid to \(token.expiresAt)")
    }

    private var enabledApplication: ExplainedStep {
        guard let application else {
            return ExplainedStep(.application, found: .applicationNone, [:], text: "it may have these scopes")
        }
        return ExplainedStep(
            .application, found: .applicationEnabled,
            ["name": .string(application.name), "id": .string(application.id)],
            text: "\(application.name) (\(application.id)) is enabled")
    }

    private var metScopes: ExplainedStep {
        let counting = scopes?.counting ?? []
        return ExplainedStep(
            .scopes, found: .scopesMet,
            ["scopes": .strings(counting), "requirement": route.map(Self.json) ?? [:]],
            text: counting.joined(separator: " ") + " meets " + (route?.requirement ?? "what is asked for"))
    }
}
