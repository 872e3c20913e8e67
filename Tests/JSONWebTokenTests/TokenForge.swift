import Signing

@testable import JSONWebToken

/// Makes tokens with whatever header and claims a test wants, signed by a good key.
struct TokenForge: Sendable {
    static let issuer = "https://gateway.example"
    /// The moment at which tokens of the forge are verified.
    static let now: Int64 = 1_800_000_000

    let key: SigningKey
    let verifier: TokenVerifier

    init(_ algorithm: SigningAlgorithm = .es256, skew: Int64 = 0, maximumSize: Int = 8192) throws {
        key = SigningKey(try PrivateKey.generate(algorithm))
        verifier = TokenVerifier(
            issuer: Self.issuer, keys: try KeySet([key.privateKey.publicKey]), clockSkew: skew, maximumSize: maximumSize
        )
    }

    /// The members of a header that is accepted, as JSON.
    var header: [(name: String, json: String)] {
        [
            ("typ", "\"at+jwt\""), ("alg", JSONText.literal(key.privateKey.algorithm.rawValue)),
            ("kid", JSONText.literal(key.keyID)),
        ]
    }

    /// The members of claims that are accepted, as JSON.
    static let claims: [(name: String, json: String)] = [
        ("iss", JSONText.literal(issuer)), ("sub", "\"app_1\""), ("client_id", "\"app_1\""), ("aud", "[\"orders\"]"),
        ("scope", "\"orders:read orders:create\""), ("iat", "\(now - 10)"), ("exp", "\(now + 10)"), ("jti", "\"t1\""),
        ("gen", "3"),
    ]

    /// Members with one of them replaced, added or (for `nil`) left out, as the text of an object.
    static func object(_ members: [(name: String, json: String)], _ name: String = "", _ json: String? = nil) -> String
    {
        var members = members
        let place = members.firstIndex { $0.name == name }
        switch (place, json) {
        case (let place?, let json?): members[place].json = json
        case (let place?, nil): members.remove(at: place)
        case (nil, let json?): members.append((name, json))
        case (nil, nil): break
        }
        return "{" + members.map { JSONText.literal($0.name) + ":" + $0.json }.joined(separator: ",") + "}"
    }

    /// A token over the bytes of any header and claims.
    func token(header: [UInt8], claims: [UInt8]) throws -> String {
        let input = Base64URL.encode(header) + "." + Base64URL.encode(claims)
        return input + "." + Base64URL.encode(try key.privateKey.sign(Array(input.utf8).span))
    }

    func token(header: String? = nil, claims: String? = nil) throws -> String {
        try token(
            header: Array((header ?? Self.object(self.header)).utf8),
            claims: Array((claims ?? Self.object(Self.claims)).utf8)
        )
    }

    func token(headerMember name: String, _ json: String?) throws -> String {
        try token(header: Self.object(header, name, json))
    }

    func token(claim name: String, _ json: String?) throws -> String {
        try token(claims: Self.object(Self.claims, name, json))
    }

    func verify(_ token: String, at now: Int64 = Self.now) -> Result<VerifiedToken, TokenFault> {
        verifier.verify(token.utf8Span.span, at: now)
    }
}

extension Result where Failure == TokenFault {
    /// Why the token was refused; `nil` where it was accepted.
    var fault: TokenFault? { if case .failure(let fault) = self { fault } else { nil } }
}
