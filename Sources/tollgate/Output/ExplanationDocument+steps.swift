import Policy

extension ExplanationDocument {
    /// One step of the gateway's decision.
    struct Step: Hashable {
        /// The steps, in their order.
        enum Name: String, CaseIterable {
            case message, path, host, route, credentials, token, application, scopes
        }

        /// What became of it.
        enum Outcome: String {
            case passed, refused, notReached
        }

        let name: Name
        let outcome: Outcome
        /// What was looked at, and what was found.
        let text: String
    }

    /// The steps of the decision: those up to the one that refuses have passed, and none after it was reached.
    var steps: [Step] {
        let end = decision == .refused ? place : nil
        let reached = lastReached
        return Step.Name.allCases.enumerated().map { index, name in
            let refusing = end.flatMap { Step.Name.allCases.firstIndex(of: $0) }
            let outcome: Step.Outcome =
                if let refusing { index < refusing ? .passed : index == refusing ? .refused : .notReached } else {
                    index <= reached ? .passed : .notReached
                }
            return Step(name: name, outcome: outcome, text: outcome == .notReached ? "" : text(name, outcome))
        }
    }

    /// A public route asks for no token, and what the gateway answers itself has no route.
    private var lastReached: Int {
        let last: Step.Name = decision == .answered ? .message : route?.isPublic == false ? .scopes : .route
        return Step.Name.allCases.firstIndex(of: last) ?? 0
    }

    /// The step that refuses: reasons are named after what was looked at.
    private var place: Step.Name {
        let subject = String((reason ?? "").prefix { $0 != "." })
        return Step.Name(rawValue: subject) ?? .scopes
    }

    private func text(_ name: Step.Name, _ outcome: Step.Outcome) -> String {
        if outcome == .refused {
            return [reason.map { "\($0), answered with \(status ?? 0)" }, message, detail].compactMap(\.self)
                .joined(separator: ": ")
        }
        switch name {
        case .message: return "\(request.method) \(request.path)"
        case .path: return request.path
        case .host: return request.host
        case .route: return route.map { "\($0.route) (routes[\($0.index)])" } ?? ""
        case .credentials: return source == .token ? "one bearer token" : "a token made for this question"
        case .token:
            return token.map { "of \($0.clientId), signed by \($0.keyId), valid to \($0.expiresAt)" }
                ?? "signature and claims verify"
        case .application: return application.map { "\($0.name) (\($0.id)) is enabled" } ?? "it may have these scopes"
        case .scopes:
            return (scopes?.counting ?? []).joined(separator: " ") + " meets "
                + (route?.requirement ?? "what is asked for")
        }
    }
}
