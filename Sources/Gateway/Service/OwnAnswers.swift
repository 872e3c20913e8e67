internal import HTTPCodec
package import HTTPServer
internal import JSONWebToken
internal import Policy

/// Answers for the gateway's own paths that no endpoint gives.
package enum OwnAnswers {
    /// Under `/.well-known/`, but nothing that is published.
    package static var notFound: WholeResponse {
        let refusal = Answer(.routeNotFound)
        return WholeResponse(
            status: refusal.status,
            fields: [("Content-Type", "application/problem+json"), ("Cache-Control", "no-store")],
            content: refusal.problem(requestID: nil))
    }
}
