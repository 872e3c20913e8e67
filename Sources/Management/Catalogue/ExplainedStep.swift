internal import HTTPCodec
internal import Policy

/// One step of the decision about a call, in words and in parts that can be said in any language.
package struct ExplainedStep: Hashable, Sendable {
    /// The steps, in their order.
    package enum Name: String, Hashable, Sendable, CaseIterable {
        case message, path, host, route, credentials, token, application, scopes
    }

    /// What became of it.
    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case passed, refused, notReached
    }

    /// What was found by a step that is passed. The raw value is the stable id; a step that refuses has the reason's.
    package enum Finding: String, Hashable, Sendable, CaseIterable {
        /// The message can be read. Values: `method`, `path`.
        case messageRead = "message.read"
        /// The path keeps the rules of paths. Values: `path`.
        case pathAccepted = "path.accepted"
        /// The host can be matched. Values: `host`.
        case hostAccepted = "host.accepted"
        /// A route matches. Values: `route`, and `index` among those of the configuration, from 0.
        case routeFound = "route.found"
        /// There is one bearer token.
        case credentialsGiven = "credentials.given"
        /// A token was made for the question.
        case credentialsMade = "credentials.made"
        /// Signature and claims verify. Values: `clientId`, `keyId`, `expiresAt`.
        case tokenVerified = "token.verified"
        /// The token that was made for the question is sound.
        case tokenSound = "token.sound"
        /// The application is there and enabled. Values: `name`, `id`.
        case applicationEnabled = "application.enabled"
        /// The question names scopes, and no application.
        case applicationNone = "application.none"
        /// The scopes that count meet what the route asks for. Values: `scopes`, `requirement`.
        case scopesMet = "scopes.met"
    }

    /// Which step it is.
    package let name: Name
    /// What became of it.
    package let outcome: Outcome
    /// What was found, or the reason of the refusal; `nil` where it was not reached.
    package let finding: String?
    /// What ``text`` names, each by a name: an object.
    package let values: JSONOutput
    /// What was looked at and what was found, in English; empty where it was not reached.
    package let text: String

    package init(_ name: Name, found finding: Finding, _ values: JSONOutput, text: String) {
        self.init(name: name, outcome: .passed, finding: finding.rawValue, values: values, text: text)
    }

    /// - Parameters:
    ///   - reason: the id of the refusal.
    ///   - status: what is answered.
    ///   - detail: what was found, a sentence without its stop.
    ///   - message: what the caller is told.
    package init(
        _ name: Name, refused reason: String, status: Int, _ values: JSONOutput, detail: String?, message: String?
    ) {
        let cause = "Refused with \(status) (\(reason))" + (detail.map { ": \($0)" } ?? "") + "."
        self.init(
            name: name, outcome: .refused, finding: reason, values: values,
            text: cause + (message.map { " The caller is told: \($0)" } ?? ""))
    }

    /// A step that was not reached.
    package init(notReached name: Name) {
        self.init(name: name, outcome: .notReached, finding: nil, values: [:], text: "")
    }

    private init(name: Name, outcome: Outcome, finding: String?, values: JSONOutput, text: String) {
        self.name = name
        self.outcome = outcome
        self.finding = finding
        self.values = values
        self.text = text
    }

    /// The step as the API shows it.
    package var json: JSONOutput {
        let json: JSONOutput = [
            "step": .string(name.rawValue), "outcome": .string(outcome.rawValue), "text": .string(text),
            "values": values,
        ]
        return finding.map { json.with("finding", .string($0)) } ?? json
    }

    /// What ``json`` looks like.
    static let schema = Schema.object([
        .required("step", .choice(Name.allCases.map(\.rawValue))),
        .required("outcome", .choice(Outcome.allCases.map(\.rawValue))), .required("text", .string),
        .optional(
            "finding", .choice(Finding.allCases.map(\.rawValue) + reasons), "What was found, or why it is refused."),
        .required("values", .map(.anything), "What the text names, each by a name."),
    ])

    /// Why the gateway refuses calls: the stable ids.
    static let reasons: [String] = {
        let messages = MessageFault.allCases.map(\.rawValue)
        // One of them is found by the reader of messages and by the decision.
        return messages + Reason.allCases.map(\.id).filter { !messages.contains($0) }
    }()
}
