/// The problems that any request may have.
extension Problem {
    /// Nobody has signed in; or somebody has, and it does not count any more.
    static func unauthenticated(_ reason: String, _ detail: String) -> Problem {
        var problem = Problem(401, reason, detail)
        // Bearer, because that is what a program can do about it; browsers ask nobody for one (RFC 9110 §11.6.1).
        problem.fields = [("WWW-Authenticate", "Bearer realm=\"tollgate\"")]
        return problem
    }

    static let signInNeeded = unauthenticated(
        "session.needed", "Nobody has signed in. Sign in at POST /api/v1/session, or send an API token.")

    static let notFound = Problem(404, "path.unknown", "Nothing is served at this path. See /api/v1/openapi.json.")

    /// A thing that is not there, or that the caller may not know of: the two look alike.
    static func missing(_ what: String) -> Problem {
        Problem(404, "\(what).unknown", "There is no such \(what).")
    }

    static func forbidden(_ reason: String, _ detail: String) -> Problem { Problem(403, reason, detail) }

    /// Too many attempts to sign in.
    static func slowed(retryAfter seconds: Int64) -> Problem {
        var problem = Problem(429, "session.slowed", "There were too many attempts. Try again in \(seconds) s.")
        problem.fields = [("Retry-After", "\(seconds)")]
        return problem
    }

    /// Content that is not as the description has it.
    static func invalid(_ errors: [FieldFault]) -> Problem { content(400, "content.invalid", errors) }

    /// Content that is as the description has it, and still cannot be done: it names what is not there, or does not fit what
    /// is there (RFC 9110 §15.5.21).
    static func unprocessable(_ errors: [FieldFault]) -> Problem { content(422, "content.unprocessable", errors) }

    private static func content(_ status: Int, _ reason: String, _ errors: [FieldFault]) -> Problem {
        var problem = Problem(
            status, reason,
            errors.count == 1
                ? "One field is at fault; see errors." : "\(errors.count) fields are at fault; see errors.")
        problem.errors = errors
        return problem
    }

    /// Query parameters that may not stand.
    static func invalidQuery(_ errors: [FieldFault]) -> Problem {
        var problem = Problem(400, "query.invalid", "The query is at fault; see errors.")
        problem.errors = errors
        return problem
    }

    /// A condition that is not met: somebody else has changed it meanwhile.
    ///
    /// - Parameters:
    ///   - current: the representation as it is now.
    ///   - version: its version.
    static func changedMeanwhile(_ current: JSONOutput, version: Int64) -> Problem {
        var problem = Problem(
            412, "version.mismatch",
            "It has been changed since it was read. Look at it as it is now (current), and change that.")
        problem.current = current
        problem.fields = [("ETag", EntityVersion.tag(version))]
        return problem
    }
}
