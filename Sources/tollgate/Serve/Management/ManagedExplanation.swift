import Configuration
import Gateway
import Management
import Policy
import Registry

/// What would become of a call, by what a serving gateway decides by now.
enum ManagedExplanation {
    /// What `tollgate explain --json` prints, and the steps of the decision one by one.
    static func json(
        _ question: ExplainQuestion, in snapshot: Snapshot, of settings: GatewayConfiguration, at now: Int64
    ) throws -> JSONOutput {
        let caller = try caller(question, snapshot, settings, at: now)
        let request = try ExplainedRequest(
            method: question.method, target: question.target,
            host: question.host ?? ExplainedRequest.host(of: settings.issuer.url), token: caller.token)
        let call = CallExplanation(
            of: request.head.span, in: caller.snapshot, limits: GatewaySettings.headLimits(settings), at: now)
        let document = ExplanationDocument(call, request, caller, settings, at: now)
        return ManagedOutput.json(document).with("steps", .array(document.steps.map(\.json)))
    }

    private static func caller(
        _ question: ExplainQuestion, _ snapshot: Snapshot, _ settings: GatewayConfiguration, at now: Int64
    ) throws -> ExplainedCaller {
        switch question.caller {
        case .nobody: return ExplainedCaller(source: .none, token: nil, snapshot: snapshot)
        case .token(let token): return ExplainedCaller(source: .token, token: token, snapshot: snapshot)
        case .scopes(let scopes): return try .scopes(scopes, settings, at: now)
        case .application(let id):
            // Registered a moment ago perhaps, and not in force here yet: then nothing is decided by it.
            guard let application = snapshot.registry.application(id) else {
                throw Problem(404, .applicationUnknown, "No application in force has this client id.")
            }
            do {
                return try .application(application, settings, at: now)
            } catch let failure as CommandFailure {
                throw Problem(409, .applicationNoScopes, failure.description)
            }
        }
    }
}
