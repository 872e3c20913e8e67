import Configuration
import Gateway
import Glibc
import HTTPServer
import Policy
import Registry
import TokenEndpoint

/// What the gateway answers itself, by path.
struct OwnEndpoints: Sendable {
    private let token: TokenEndpoint
    private let keys: KeysEndpoint
    private let metadata: MetadataEndpoint

    /// The endpoints of one configuration; applications are looked up in the newest view.
    init(
        _ configuration: GatewayConfiguration, _ keys: LatestKeys, _ latest: LatestView, _ uses: SecretUses,
        _ guesses: GuessLimiter
    ) {
        token = TokenEndpoint(
            issuer: configuration.issuer.url, realm: configuration.realm,
            lifetime: configuration.issuer.tokenLifetime, declaredScopes: Set(configuration.scopes.scopes),
            view: { latest.value }, signingKey: { keys.signingKey(at: $0) }, uses: uses, guesses: guesses)
        self.keys = KeysEndpoint(keys: { keys.value.published })
        metadata = MetadataEndpoint(
            issuer: configuration.issuer.url, scopes: configuration.scopes.scopes.map(\.description).sorted())
    }

    /// Answers a request to one of the gateway's own paths.
    func respond(to request: WholeRequest) -> WholeAnswer {
        if request.isPath("/oauth/token") { return token.respond(to: request, at: Int64(time(nil))) }
        return .now(published(request))
    }

    private func published(_ request: WholeRequest) -> WholeResponse {
        switch request.path {
        case "/.well-known/jwks.json": keys.respond(to: request)
        case let path where metadata.answers(path): metadata.respond(to: request)
        default: OwnAnswers.notFound
        }
    }
}
