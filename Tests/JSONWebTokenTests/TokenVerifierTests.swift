import Signing
import Testing

@testable import JSONWebToken

@Suite struct TokenVerifierTests {
    @Test(arguments: SigningAlgorithm.allCases)
    func `a token that is issued is verified, and says what it was issued for`(algorithm: SigningAlgorithm) throws {
        let forge = try TokenForge(algorithm)
        let claims = TokenClaims(
            issuer: TokenForge.issuer, clientID: "app_7", audiences: ["orders", "stock"],
            scope: "orders:read stock:read", issuedAt: TokenForge.now, expiresAt: TokenForge.now + 60,
            generation: 4)
        let token = try TokenIssuer.issue(claims, with: forge.key)
        let expected = VerifiedToken(
            issuer: TokenForge.issuer, subject: "app_7", clientID: "app_7", audiences: ["orders", "stock"],
            scopes: ["orders:read", "stock:read"], issuedAt: TokenForge.now, notBefore: nil,
            expiresAt: TokenForge.now + 60, id: claims.id, generation: 4, keyID: forge.key.keyID)
        #expect(forge.verify(token) == .success(expected))
    }

    @Test func `the forge makes tokens that are accepted`() throws {
        let forge = try TokenForge()
        let token = try forge.verify(forge.token()).get()
        #expect(token.audiences == ["orders"])
        #expect(token.scopes == ["orders:read", "orders:create"])
        #expect(token.generation == 3)
    }

    // MARK: Header

    /// Attacks 1, 2, 4, 6, 13 and others by one member of the header; `nil` leaves it out.
    static let headers: [(name: String, json: String?, fault: TokenFault)] = [
        ("alg", "\"none\"", .wrongAlgorithm), ("alg", "\"None\"", .wrongAlgorithm),
        ("alg", "\"NONE\"", .wrongAlgorithm),
        ("alg", nil, .wrongAlgorithm), ("alg", "256", .wrongAlgorithm), ("alg", "[\"ES256\"]", .wrongAlgorithm),
        ("alg", "\"\"", .wrongAlgorithm), ("alg", "\"hs256\"", .wrongAlgorithm), ("alg", "\"HS256\"", .wrongAlgorithm),
        ("alg", "\"ES256 \"", .wrongAlgorithm), ("alg", "\"es256\"", .wrongAlgorithm), ("alg", "null", .wrongAlgorithm),
        ("alg", "\"ES256\\u0000\"", .wrongAlgorithm), ("alg", "\"RS256\"", .wrongAlgorithm),
        ("alg", "\"PS256\"", .wrongAlgorithm), ("alg", "\"ES384\"", .wrongAlgorithm),
        ("kid", nil, .unknownKey), ("kid", "1", .unknownKey), ("kid", "\"\"", .unknownKey),
        ("kid", "\"../../../dev/null\"", .unknownKey), ("kid", "\"' OR 1=1 --\"", .unknownKey),
        ("kid", "\"\\u0000\"", .unknownKey), ("kid", "[]", .unknownKey), ("kid", "null", .unknownKey),
        ("typ", nil, .wrongType), ("typ", "\"JWT\"", .wrongType), ("typ", "\"at+jwt \"", .wrongType),
        ("typ", "\"text/at+jwt\"", .wrongType), ("typ", "1", .wrongType), ("typ", "[\"at+jwt\"]", .wrongType),
        ("crit", "[\"exp\"]", .criticalExtension), ("crit", "[\"b64\"]", .criticalExtension),
        ("crit", "[]", .criticalExtension), ("crit", "\"exp\"", .criticalExtension),
        ("crit", "null", .criticalExtension), ("b64", "false", .criticalExtension), ("b64", "true", .criticalExtension),
    ]

    @Test(arguments: headers)
    func `a header with one member wrong is refused`(name: String, json: String?, fault: TokenFault) throws {
        let forge = try TokenForge()
        #expect(forge.verify(try forge.token(headerMember: name, json)).fault == fault)
        #expect(forge.verify(try forge.token()).fault == nil)
    }

    /// Attack 3: ways to a key that nobody follows; and the spellings of `typ` that are the same.
    @Test(arguments: [
        ("jwk", "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}"), ("jku", "\"http://127.0.0.1:1/\""),
        ("x5u", "\"http://127.0.0.1:1/\""), ("x5c", "[\"AA==\"]"), ("cty", "\"JWT\""), ("typ", "\"at+JWT\""),
        ("typ", "\"application/at+jwt\""), ("zip", "\"DEF\""),
    ])
    func `a header member that changes nothing is overlooked`(name: String, json: String) throws {
        let forge = try TokenForge()
        #expect(forge.verify(try forge.token(headerMember: name, json)).fault == nil)
    }

    @Test func `a kid longer than any token is refused unread, and one that fits is unknown`() throws {
        let forge = try TokenForge()
        let long = JSONText.literal(String(repeating: "k", count: 1 << 20))
        #expect(forge.verify(try forge.token(headerMember: "kid", long)).fault == .malformed)
        let short = JSONText.literal(String(repeating: "k", count: 1 << 10))
        #expect(forge.verify(try forge.token(headerMember: "kid", short)).fault == .unknownKey)
    }

    @Test func `a token of a key that was taken out of the set is refused`() throws {
        let forge = try TokenForge()
        let other = try TokenForge()
        #expect(forge.verify(try other.token()).fault == .unknownKey)
        #expect(other.verify(try other.token()).fault == nil)
    }

    @Test func `a token signed by another key under the name of a known one is refused`() throws {
        let forge = try TokenForge()
        let other = try TokenForge()
        let forged = try other.token(headerMember: "kid", JSONText.literal(forge.key.keyID))
        #expect(forge.verify(forged).fault == .badSignature)
    }

    // MARK: Signature

    /// Attack 5, at the token: what stands in place of the signature.
    @Test func `a signature that is not 64 bytes of r and s is refused`() throws {
        let forge = try TokenForge()
        let token = try forge.token()
        let input = token.prefix(through: try #require(token.lastIndex(of: ".")))
        let zero = [UInt8](repeating: 0, count: 32)
        let order = try #require(Base64URL.decode("_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE"))
        let full = [UInt8](repeating: 0xFF, count: 32)
        for wrong in [
            [], zero, zero + zero, order + order, full + full, zero + zero + [0], [0x30, 0x06, 2, 1, 1, 2, 1, 1],
        ] {
            #expect(forge.verify(input + Base64URL.encode(wrong)).fault == .badSignature)
        }
        #expect(forge.verify(token).fault == nil)
    }

    @Test func `one changed character anywhere is refused`() throws {
        let forge = try TokenForge()
        let token = Array(try forge.token().utf8)
        for index in token.indices {
            var changed = token
            changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(forge.verify(String(decoding: changed, as: UTF8.self)).fault != nil, "character \(index)")
        }
    }

    // MARK: Shape

    /// Attack 13: other counts of segments, and other forms.
    @Test func `what is not three segments is refused`() throws {
        let forge = try TokenForge()
        let token = try forge.token()
        let parts = token.split(separator: ".").map(String.init)
        let json = "{\"payload\":\"\(parts[1])\",\"protected\":\"\(parts[0])\",\"signature\":\"\(parts[2])\"}"
        let wrong = [
            "", ".", "..", "...", "....", parts[0], parts[0] + "." + parts[1], token + ".", token + "." + parts[2],
            token + "..", "." + token, " " + token, token + " ", token + "\n", json, "\"" + token + "\"",
            parts[0] + ".." + parts[2] + "." + parts[1] + "." + parts[2],
        ]
        for text in wrong { #expect(forge.verify(text).fault == .malformed, "\(text)") }
        #expect(forge.verify(token).fault == nil)
    }

    @Test func `a token inside a token is refused`() throws {
        let forge = try TokenForge()
        #expect(forge.verify(try forge.token(claims: forge.token())).fault == .malformed)
        #expect(forge.verify(try forge.token(claims: JSONText.literal(forge.token()))).fault == .malformed)
    }

    /// Attack 14, in each segment: a signature over the altered text is good, and still the token is refused.
    @Test(arguments: ["=", "==", "+", "/", "\n", " "])
    func `a character that base64url does not have is refused in each segment`(character: String) throws {
        let forge = try TokenForge()
        let parts = try forge.token().split(separator: ".").map(String.init)
        for altered in [[parts[0] + character, parts[1]], [parts[0], parts[1] + character]] {
            let input = altered.joined(separator: ".")
            let signature = Base64URL.encode(try forge.key.privateKey.sign(Array(input.utf8).span))
            #expect(forge.verify(input + "." + signature).fault == .malformed)
        }
        #expect(forge.verify(parts.joined(separator: ".") + character).fault == .malformed)
        #expect(forge.verify(parts.joined(separator: ".")).fault == nil)
    }

    @Test func `unused bits that are not zero are refused`() throws {
        let forge = try TokenForge()
        let token = try forge.token()
        // 64 bytes leave four unused bits in the last character; of its 64 values four are legal.
        let last = try #require(token.last)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        let place = try #require(alphabet.firstIndex(of: last))
        let twin = alphabet[alphabet.index(after: place)]
        #expect(forge.verify(token.dropLast() + String(twin)).fault == .malformed)
        #expect(forge.verify(token).fault == nil)
    }

    @Test func `a token over the size limit is refused, and one at the limit is read`() throws {
        let forge = try TokenForge()
        let token = try forge.token()
        func verifier(_ size: Int) -> TokenVerifier {
            TokenVerifier(issuer: TokenForge.issuer, keys: forge.verifier.keys, maximumSize: size)
        }
        let size = token.utf8.count
        #expect(verifier(size).verify(token.utf8Span.span, at: TokenForge.now).fault == nil)
        #expect(verifier(size - 1).verify(token.utf8Span.span, at: TokenForge.now).fault == .malformed)
    }

    /// Attacks 7 and 15: texts of header and claims that two readers would take differently.
    @Test func `duplicate names are refused, escaped or not`() throws {
        let forge = try TokenForge()
        let claims = TokenForge.object(TokenForge.claims).dropLast()
        for name in ["aud", "\\u0061ud"] {
            #expect(forge.verify(try forge.token(claims: claims + ",\"\(name)\":\"x\"}")).fault == .malformed)
        }
        #expect(forge.verify(try forge.token(claims: claims + ",\"other\":\"x\"}")).fault == nil)
        let header = TokenForge.object(forge.header).dropLast()
        for name in ["alg", "\\u0061lg"] {
            #expect(forge.verify(try forge.token(header: header + ",\"\(name)\":\"ES256\"}")).fault == .malformed)
        }
        #expect(forge.verify(try forge.token(header: header + ",\"other\":\"ES256\"}")).fault == nil)
    }

    @Test func `text that is not strict UTF-8 and JSON is refused`() throws {
        let forge = try TokenForge()
        let header = Array(TokenForge.object(forge.header).utf8)
        let claims = Array(TokenForge.object(TokenForge.claims).utf8)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let half = Array(TokenForge.object(TokenForge.claims, "x", "\"\\ud800\"").utf8)
        let overlong = claims.dropLast() + Array(",\"x\":\"".utf8) + [0xC0, 0x80] + Array("\"}".utf8)
        let deep = Array(TokenForge.object(TokenForge.claims, "x", String(repeating: "[", count: 100_000)).utf8)
        for wrong in [
            mark + claims, half, overlong, claims + [0], claims + Array("{}".utf8), [], Array("[]".utf8), deep,
        ] {
            #expect(forge.verify(try forge.token(header: header, claims: wrong)).fault == .malformed)
        }
        for wrong in [mark + header, [], Array("[]".utf8), Array("null".utf8), header + header] {
            #expect(forge.verify(try forge.token(header: wrong, claims: claims)).fault == .malformed)
        }
        #expect(forge.verify(try forge.token(header: header, claims: claims)).fault == nil)
    }

    @Test func `claims nested too deep are refused, also within the size limit`() throws {
        let forge = try TokenForge()
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(forge.verify(try forge.token(claim: "x", nested(16))).fault == .malformed)
        #expect(forge.verify(try forge.token(claim: "x", nested(15))).fault == nil)
    }

    @Test func `the signature is checked before the claims`() throws {
        let forge = try TokenForge()
        let other = try TokenForge()
        let kid = JSONText.literal(forge.key.keyID)
        let forged = try other.token(header: TokenForge.object(other.header, "kid", kid), claims: "not even JSON")
        #expect(forge.verify(forged).fault == .badSignature)
    }
}
