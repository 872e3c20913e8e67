/// The problems that any request may have.
extension Problem {
    /// Nobody has signed in; or somebody has, and it does not count any more.
    static func unauthenticated(_ reason: ProblemReason, _ detail: String) -> Problem {
        var problem = Problem(401, reason, detail)
        // Bearer, because that is what a program can do about it; browsers ask nobody for one (RFC 9110 §11.6.1).
        problem.fields = [("WWW-Authenticate", "Bearer realm=\"tollgate\"")]
        return problem
    }

    static let signInNeeded = unauthenticated(
        .sessionNeeded, "Nobody has signed in. Sign in at POST /api/v1/session, or send an API token.")

    static let notFound = Problem(404, .pathUnknown, "Nothing is served at this path. See /api/v1/openapi.json.")

    /// A thing that is not there, or that the caller may not know of: the two look alike.
    static func missing(_ what: Missing) -> Problem {
        Problem(404, what.reason, "There is no such \(what.rawValue).")
    }

    /// Kinds of things that may not be there.
    enum Missing: String {
        case application, secret, merchant, account, session, token, route

        /// What is answered where it is not.
        var reason: ProblemReason {
            switch self {
            case .application: .applicationUnknown
            case .secret: .secretUnknown
            case .merchant: .merchantUnknown
            case .account: .accountUnknown
            case .session: .sessionUnknown
            case .token: .tokenUnknown
            case .route: .routeUnknown
            }
        }
    }

    static func forbidden(_ reason: ProblemReason, _ detail: String, _ values: JSONOutput = [:]) -> Problem {
        Problem(403, reason, detail, values)
    }

    /// Too many attempts to sign in.
    static func slowed(retryAfter seconds: Int64) -> Problem {
        var problem = Problem(
            429, .sessionSlowed, "There were too many attempts. Try again in \(seconds) s.",
            ["seconds": .integer(seconds)])
        problem.fields = [("Retry-After", "\(seconds)")]
        return problem
    }

    /// Content that is not as the description has it.
    static func invalid(_ errors: [FieldFault]) -> Problem { content(400, .contentInvalid, errors) }

    /// Content that is as the description has it, and still cannot be done: it names what is not there, or does not fit what
    /// is there (RFC 9110 §15.5.21).
    static func unprocessable(_ errors: [FieldFault]) -> Problem { content(422, .contentUnprocessable, errors) }

    /// The most faults that are told: nobody reads more, and each may be far longer than what it is about.
    static let mostErrors = 100

    private static func content(_ status: Int, _ reason: ProblemReason, _ errors: [FieldFault]) -> Problem {
        let count = errors.count
        let told = count > mostErrors ? "errors has the first \(mostErrors)" : "see errors"
        var problem = Problem(
            status, reason,
            count == 1 ? "One field is at fault; see errors." : "\(count) fields are at fault; \(told).",
            ["count": .integer(Int64(count))])
        problem.errors = Array(errors.prefix(mostErrors))
        return problem
    }

    /// Query parameters that may not stand.
    static func invalidQuery(_ errors: [FieldFault]) -> Problem {
        var problem = Problem(400, .queryInvalid, "The query is at fault; see errors.")
        problem.errors = Array(errors.prefix(mostErrors))
        return problem
    }

    /// A condition that is not met: somebody else has changed it meanwhile.
    ///
    /// - Parameters:
    ///   - current: the representation as it is now.
    ///   - version: its version.
    static func changedMeanwhile(_ current: JSONOutput, version: Int64) -> Problem {
        var problem = Problem(
            412, .versionMismatch,
            "It has been changed since it was read. Look at it as it is now (current), and change that.")
        problem.current = current
        problem.fields = [("ETag", EntityVersion.tag(version))]
        return problem
    }
}
