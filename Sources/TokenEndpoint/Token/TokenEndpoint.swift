package import HTTPServer
package import JSONWebToken
package import Registry
import Signing

/// `/oauth/token`: an application's id and secret in, a token for the scopes it asks for out (RFC 6749 §4.4).
///
/// `GET` is answered as `POST` is: there are clients of this kind of service that know nothing else. Signing takes
/// 26 µs to 330 µs, so this runs off the loops.
package struct TokenEndpoint: Sendable {
    /// Who issues the tokens: `iss`.
    private let issuer: String
    /// What a client without credentials is asked for credentials to (RFC 9110 §11.5).
    private let realm: String
    /// How long a token is valid, in seconds.
    private let lifetime: Int64
    /// What stands between the token and the scopes in every answer.
    private let betweenTokenAndScope: [UInt8]
    private let scopes: ScopeGrant
    private let view: @Sendable () -> RegistryView
    private let signingKey: @Sendable (_ now: Int64) -> SigningKey
    private let uses: SecretUses
    private let guesses: GuessLimiter

    /// - Parameters:
    ///   - issuer: the issuer's URL, byte for byte as verification expects it.
    ///   - realm: the protection space that a challenge names.
    ///   - lifetime: in seconds, 1 or more.
    ///   - declaredScopes: the scopes that the configuration declares; no others are granted.
    ///   - view: the newest view of the registry, asked for at each request: an application registered a moment ago gets
    ///     its token.
    ///   - signingKey: the key that tokens are signed with at a time, in seconds since 1970.
    ///   - uses: is told which secret a token was issued for.
    ///   - guesses: slows those who fail to authenticate.
    package init(
        issuer: String, realm: String, lifetime: Int64 = 86_400, declaredScopes: Set<Scope>,
        view: @escaping @Sendable () -> RegistryView, signingKey: @escaping @Sendable (_ now: Int64) -> SigningKey,
        uses: SecretUses, guesses: GuessLimiter
    ) {
        self.issuer = issuer
        self.realm = realm
        self.lifetime = lifetime
        betweenTokenAndScope = Array("\",\"token_type\":\"Bearer\",\"expires_in\":\(lifetime),\"scope\":".utf8)
        scopes = ScopeGrant(declared: declaredScopes)
        self.view = view
        self.signingKey = signingKey
        self.uses = uses
        self.guesses = guesses
    }

    /// Answers a request, after a while where the client has failed to authenticate.
    ///
    /// - Parameter now: in seconds since 1970.
    package func respond(to request: WholeRequest, at now: Int64) -> WholeAnswer {
        let begun = guesses.clock()
        let answer = answer(to: request, at: now)
        guard let verdict = answer.verdict else { return .now(answer.response) }
        return .later { [guesses] in
            await guesses.hold(verdict, since: begun)
            return answer.response
        }
    }

    /// Decides on a request. An answer with a verdict must be held by ``GuessLimiter/hold(_:since:)``.
    func answer(to request: WholeRequest, at now: Int64) -> TokenAnswer {
        do throws(TokenRefusal) {
            return TokenAnswer(response: try issue(request, at: now))
        } catch {
            return refuse(error, from: request.clientAddress)
        }
    }

    /// A refusal as it is answered. Only unknown clients and wrong secrets count as guesses, and both in the same way:
    /// whoever sends no credentials may be a client that waits for the challenge, and whoever knows the secret of a
    /// disabled application does not guess.
    private func refuse(_ refusal: TokenRefusal, from address: String) -> TokenAnswer {
        guard case .wrongCredentials(let id) = refusal else {
            return TokenAnswer(response: refusal.response(realm: realm))
        }
        let verdict = guesses.failed(clientID: id, address: address)
        let answered =
            if case .refused(let seconds) = verdict { TokenRefusal.tooManyFailures(retryAfter: seconds) } else {
                refusal
            }
        return TokenAnswer(response: answered.response(realm: realm), verdict: verdict)
    }

    private func issue(_ request: WholeRequest, at now: Int64) throws(TokenRefusal) -> WholeResponse {
        // 1. Read what was asked, and refuse what could be read in two ways.
        let asked = try TokenRequest(request)
        // 2. Who asks? Nothing is said about grants or scopes to someone who is not known.
        let client = try ClientAuthentication.client(for: asked.credentials, in: view(), at: now)
        // 3. What is asked for?
        try asked.checkGrantType()
        let granted = try scopes.scopes(asked.scope(), of: client.application)
        // 4. Issue it.
        let claims = TokenClaims(
            issuer: issuer, clientID: client.application.id, audiences: granted.audiences, scope: granted.text,
            issuedAt: now, expiresAt: now + lifetime,
            generation: client.application.generation)
        let content = try content(claims, at: now)
        uses.note(client.secretID, at: now)
        return .uncached(status: 200, content: content)
    }

    /// The answer of RFC 6749 §5.1, with the token in it. There is no refresh token (§4.4.3).
    private func content(_ claims: TokenClaims, at now: Int64) throws(TokenRefusal) -> [UInt8] {
        var json: [UInt8] = []
        // With room for a signature of 2048 bits and a few scopes.
        json.reserveCapacity(1_536)
        json.append(copying: "{\"access_token\":\"".utf8Span.span)
        do throws(SigningError) {
            // Base64url and dots: nothing that JSON would escape.
            try TokenIssuer.append(claims, signedWith: signingKey(now), to: &json)
        } catch {
            throw .cannotSign
        }
        json.append(copying: betweenTokenAndScope.span)
        JSONText.append(claims.scope, to: &json)
        json.append(UInt8(ascii: "}"))
        return json
    }
}
