import Signing
import Testing

@testable import JSONWebToken

@Suite struct TokenIssuerTests {
    private static func segments(_ token: String) -> [String] {
        token.split(separator: ".", omittingEmptySubsequences: false)
            .compactMap { Base64URL.decode(String($0)) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `a token has the header and claims of RFC 9068, and nothing else`() throws {
        let key = SigningKey(try PrivateKey.generate(.es256))
        let claims = TokenClaims(
            issuer: "https://a.example", clientID: "app_1", audiences: ["orders"],
            scope: "orders:read orders:create",
            issuedAt: 100, expiresAt: 200, generation: 5, id: "abc")
        let parts = Self.segments(try TokenIssuer.issue(claims, with: key))
        #expect(parts.count == 3)
        #expect(parts[0] == "{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"\(key.keyID)\"}")
        #expect(
            parts[1] == """
                {"iss":"https://a.example","sub":"app_1","client_id":"app_1","aud":["orders"],\
                "scope":"orders:read orders:create","iat":100,"exp":200,"gen":5,"jti":"abc"}
                """
        )
    }

    @Test func `texts are escaped`() throws {
        let key = SigningKey(try PrivateKey.generate(.es256))
        let claims = TokenClaims(
            issuer: "i", clientID: "a\",\"gen\":9,\"x\":\"\\", audiences: ["x", "y"], scope: "s", issuedAt: 1,
            expiresAt: 2, generation: 3)
        let parts = Self.segments(try TokenIssuer.issue(claims, with: key))
        #expect(try parse(parts[1]).get().value["client_id"]?.value == .string(claims.clientID))
        #expect(try parse(parts[1]).get().value["gen"]?.value == .number(JSONNumber(checked: "3")))
    }

    @Test(arguments: [0, 9, 10, 1_800_000_000, -1, .max, .min])
    func `a number is written in decimal`(number: Int64) {
        var bytes = Array("x".utf8)
        bytes.append(decimal: number)
        #expect(String(decoding: bytes, as: UTF8.self) == "x\(number)")
    }

    @Test func `each token has another name, of 128 bits`() {
        let names = (0..<50).map { _ in TokenClaims.randomID() }
        #expect(Set(names).count == 50)
        #expect(names.allSatisfy { Base64URL.decode($0)?.count == 16 })
    }
}
