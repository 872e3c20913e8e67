/// The explanation for people: one step a line, in the order of the gateway.
extension ExplanationDocument {
    var lines: [String] {
        let query = request.query == nil ? "" : "; the query has no part in it"
        return [line("Request", "\(request.method) \(request.path), host \(request.host)\(query)")] + pathLines
            + matchLines
            + (route.map { $0.isPublic ? [] : credentialLines + requirementLines } ?? []) + decisionLines
            + forwardedLines
    }

    private func line(_ name: String, _ text: String) -> String {
        name + String(repeating: " ", count: max(1, 14 - name.count)) + Plain.text(text)
    }

    // MARK: Match

    private var pathLines: [String] {
        guard let isPathAccepted else { return [] }
        let names = hosts.isEmpty ? "no route names it" : "routes name it as " + hosts.joined(separator: ", ")
        return [
            line("Path", isPathAccepted ? "accepted" : "refused (\(reason ?? ""))"),
            line("Host", reason?.hasPrefix("host.") == true ? "refused (\(reason ?? ""))" : names),
        ]
    }

    private var matchLines: [String] {
        var lines: [String] = []
        if let route {
            lines.append(line("Route", "\(route.route)  (routes[\(route.index)])"))
        } else {
            lines.append(line("Route", decision == .answered ? "none: the gateway answers this path itself" : "none"))
        }
        lines += alternatives.map {
            line(route == nil ? "Has the path" : "Comes after", "\($0.route)  (routes[\($0.index)])")
        }
        lines += resembling.map { line("Looks like", "\($0.route)  (routes[\($0.index)])") }
        return lines
    }

    // MARK: Credentials

    private var credentialLines: [String] {
        var lines = [line("Credentials", credentialText)]
        if let token {
            lines.append(
                line("Token", "\(token.id) of \(token.clientId), generation \(token.generation), key \(token.keyId)"))
            lines.append(line("Valid", "from \(token.issuedAt) to \(token.expiresAt)"))
        }
        if let application {
            lines.append(line("Application", Self.text(application)))
        } else if token != nil {
            lines.append(line("Application", "none is registered with this client id"))
        }
        guard let scopes else { return lines }
        lines.append(line("Scopes", "of the token: " + Self.list(scopes.token)))
        lines.append(line("", "its audiences: " + Self.list(scopes.audiences)))
        lines.append(line("", "of the application: " + Self.list(scopes.application)))
        lines.append(line("", "that count: " + Self.list(scopes.counting)))
        return lines
    }

    private var credentialText: String {
        switch (source, credentials) {
        case (.none, _): "none"
        case (.application, "verified"): "a token that the application could fetch now, for all of its scopes"
        case (.scopes, "verified"): "a token with these scopes, of an application that may have them"
        case (.token, "verified"): "the token that was given; its signature and claims verify"
        case (_, "invalid"): "a token that verification refuses"
        default: "not one bearer token"
        }
    }

    private static func text(_ application: Caller) -> String {
        "\(application.name), \(application.enabled ? "enabled" : "disabled"), generation \(application.generation)"
    }

    private static func list(_ texts: [String]) -> String { texts.isEmpty ? "none" : texts.joined(separator: " ") }

    // MARK: Decision

    private var requirementLines: [String] {
        guard let route else { return [] }
        return [line("Requirement", route.requirement + (isRequirementMet.map { $0 ? ": met" : ": not met" } ?? ""))]
    }

    private var decisionLines: [String] {
        switch decision {
        case .allowed: return [line("Decision", "allowed")]
        case .answered: return [line("Decision", "answered by the gateway")]
        case .refused: break
        }
        var lines = [line("Decision", "refused: \(reason ?? ""), answered with \(status ?? 0)")]
        if let message { lines.append(line("Client reads", message)) }
        if let detail { lines.append(line("Why", detail)) }
        if let requiredScopes {
            let isOne = route?.scope?.any.map { $0.count > 1 } ?? false
            lines.append(
                line(
                    "Enough", (isOne ? "a token with one of " : "a token with ") + requiredScopes.joined(separator: " ")
                ))
        }
        if let allow { lines.append(line("Enough", "one of the methods \(allow)")) }
        return lines
    }

    private var forwardedLines: [String] {
        guard let forwarded else { return [] }
        let query = request.query == nil ? "" : ", with the query"
        return [
            line("Forwarded", "\(request.method) \(forwarded.path)\(query), to upstream \(forwarded.upstream)"),
            line("", "Host: " + (forwarded.host.map { "\($0), the client's" } ?? "the upstream's own")),
        ]
    }
}
