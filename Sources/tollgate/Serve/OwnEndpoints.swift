import Gateway
import Glibc
import HTTPServer
import TokenEndpoint

/// What the gateway answers itself, by path.
struct OwnEndpoints: Sendable {
    let token: TokenEndpoint
    let keys: KeysEndpoint

    /// Answers a request to one of the gateway's own paths.
    func respond(to request: WholeRequest) -> WholeResponse {
        switch request.path {
        case "/oauth/token": token.respond(to: request, at: Int64(time(nil)))
        case "/.well-known/jwks.json": keys.respond(to: request)
        default: OwnAnswers.notFound
        }
    }
}
