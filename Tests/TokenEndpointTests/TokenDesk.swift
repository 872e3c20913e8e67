import HTTPServer
import JSONWebToken
import Registry
import Signing

@testable import TokenEndpoint

/// A token endpoint with applications that a test knows, and what a client would make of its answers.
struct TokenDesk: Sendable {
    static let issuer = "https://gateway.example"
    static let now: Int64 = 1_800_000_000
    static let secret = "Jb3Hd_m0dUeHfG2f8gGkZrM3nAqVvY1cQ-7xTtLwPpE"
    /// One that ended the moment that ``now`` begins, and one that ends the second after.
    static let ended = "Qn2w_8sLk5fYt0cVb7mXz1aPq4rJd6hGe9uIo3yTwKA"
    static let ending = "Aw9T_3yIo6uEe9hGd6jRq4rPa1zXm7bVc0tYf5kLs8w"
    static let second = "pPw1tTx7-QcY1vVqAn3MrZkGg8f2GfHeUd0m_dH3bJE"

    let key: SigningKey
    let endpoint: TokenEndpoint
    let uses = SecretUses()

    init(
        realm: String = "tollgate", lifetime: Int64 = 86_400, guesses: GuessLimiter = GuessLimiter()
    ) throws {
        let key = SigningKey(try PrivateKey.generate(.es256))
        self.key = key
        endpoint = TokenEndpoint(
            issuer: Self.issuer, realm: realm, lifetime: lifetime,
            declaredScopes: Self.scopes("orders:read orders:create stock:read stock:write"),
            view: { Self.view }, signingKey: { _ in key }, uses: uses, guesses: guesses)
    }

    static let view = RegistryView(
        sequence: 3,
        applications: [
            "app_one": application("app_one", [secret, second], isEnabled: true),
            "app_off": application("app_off", [secret], isEnabled: false),
            "app_aged": Application(
                id: "app_aged", number: 4, name: "Shop", owner: "Merchant", scopes: scopes("orders:read").sorted(),
                secrets: [
                    StoredSecret(id: "e", digest: SHA256.digest(of: Array(ended.utf8)), createdAt: 0, endsAt: now),
                    StoredSecret(
                        id: "f", digest: SHA256.digest(of: Array(ending.utf8)), createdAt: 0, endsAt: now + 1),
                    StoredSecret(id: "g", digest: SHA256.digest(of: Array(second.utf8)), createdAt: 0),
                ], isEnabled: true, generation: 1, createdAt: 0, updatedAt: 0),
            "K": application("K", [secret], isEnabled: true),
        ])

    private static func application(_ id: String, _ secrets: [String], isEnabled: Bool) -> Application {
        Application(
            id: id, number: 1, name: "Shop", owner: "Merchant",
            scopes: scopes("gone:read orders:create orders:read stock:read").sorted(),
            secrets: secrets.enumerated().map { index, secret in
                StoredSecret(id: "\(index)", digest: SHA256.digest(of: Array(secret.utf8)), createdAt: 0)
            },
            isEnabled: isEnabled, generation: 5, createdAt: 0, updatedAt: 0)
    }

    static func scopes(_ text: String) -> Set<Scope> { Set(text.split(separator: " ").compactMap { Scope($0) }) }

    static func basic(_ id: String = "app_one", _ secret: String = secret) -> (name: String, value: String) {
        ("Authorization", "Basic " + Base64.encode(Array("\(id):\(secret)".utf8)))
    }

    static let form = (name: "Content-Type", value: "application/x-www-form-urlencoded")
    static let grant = "grant_type=client_credentials&scope=orders:read"

    /// The answer to a request; by default one that gets a token.
    func ask(
        method: String = "POST", query: String? = nil, fields: [(name: String, value: String)] = [basic(), form],
        body: String = grant
    ) -> WholeResponse {
        let request = WholeRequest(
            method: method, path: "/oauth/token", query: query, fields: fields, content: Array(body.utf8))
        return endpoint.answer(to: request, at: Self.now).response
    }

    func token(_ response: WholeResponse) throws -> VerifiedToken? {
        guard let text = response.text("access_token") else { return nil }
        let verifier = TokenVerifier(issuer: Self.issuer, keys: try KeySet([key.privateKey.publicKey]))
        return try verifier.verify(text.utf8Span.span, at: Self.now).get()
    }
}

extension WholeResponse {
    func values(of name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The members of the body, a JSON object.
    var members: [JSONMember] {
        guard let node = try? JSONReader.parse(content.span, depth: 4), case .object(let members) = node.value else {
            return []
        }
        return members
    }

    /// A member of the body that is a string.
    func text(_ name: String) -> String? {
        guard case .string(let text) = members.first(where: { $0.name == name })?.node.value else { return nil }
        return text
    }
}
