import Testing

@testable import JSONWebToken

@Suite struct ClaimsRuleTests {
    private static let issuer = TokenForge.issuer

    /// Attacks 8, 10, 11, 15 and 19 by one claim; `nil` leaves it out.
    static let refused: [(name: String, json: String?, fault: TokenFault)] = [
        ("exp", nil, .badClaim), ("exp", "\"\(TokenForge.now + 10)\"", .badClaim), ("exp", "true", .badClaim),
        ("exp", "null", .badClaim), ("exp", "[\(TokenForge.now + 10)]", .badClaim), ("exp", "-1", .badClaim),
        ("exp", "1e400", .badClaim), ("exp", "1e1000000000", .badClaim), ("exp", "9223372036854775808", .badClaim),
        ("exp", "0", .expired), ("exp", "1e-1000000000", .expired),
        ("iat", nil, .badClaim), ("iat", "\"1\"", .badClaim), ("iat", "-1", .badClaim), ("iat", "1e400", .badClaim),
        ("nbf", "\"1\"", .badClaim), ("nbf", "null", .badClaim), ("nbf", "-1", .badClaim), ("nbf", "1e400", .badClaim),
        ("iss", nil, .badClaim), ("iss", "[\"\(issuer)\"]", .badClaim), ("iss", "\"\"", .badClaim),
        ("iss", "1", .badClaim),
        ("iss", "\"\(issuer)/\"", .wrongIssuer), ("iss", "\"\(issuer.dropLast())\"", .wrongIssuer),
        ("iss", "\"\(issuer).evil.example\"", .wrongIssuer), ("iss", "\"HTTPS://gateway.example\"", .wrongIssuer),
        ("iss", "\" \(issuer)\"", .wrongIssuer), ("iss", "\"\(issuer)\\u0000\"", .badClaim),
        ("aud", nil, .badClaim), ("aud", "[]", .badClaim), ("aud", "[1]", .badClaim), ("aud", "\"\"", .badClaim),
        ("aud", "[\"orders\",1]", .badClaim), ("aud", "[\"\"]", .badClaim), ("aud", "{\"orders\":1}", .badClaim),
        ("aud", "[\"orders\\u0000\"]", .badClaim), ("aud", "null", .badClaim),
        ("sub", nil, .badClaim), ("sub", "1", .badClaim), ("sub", "\"\"", .badClaim),
        ("client_id", nil, .badClaim), ("client_id", "[\"app_1\"]", .badClaim), ("client_id", "\"\"", .badClaim),
        ("client_id", "\"app_1\\u0000x\"", .badClaim), ("client_id", "\"app_1\\n\"", .badClaim),
        ("jti", nil, .badClaim), ("jti", "7", .badClaim), ("jti", "\"\"", .badClaim),
        ("gen", nil, .badClaim), ("gen", "\"3\"", .badClaim), ("gen", "3.0", .badClaim), ("gen", "-1", .badClaim),
        ("gen", "1e400", .badClaim), ("gen", "null", .badClaim),
        ("cnf", "{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}", .bound),
        ("cnf", "{\"x5t#S256\":\"bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2\"}", .bound), ("cnf", "{}", .bound),
        ("cnf", "null", .bound),
        ("scope", "\"orders:read\\u0000\"", .badClaim), ("other", "\"\\u0000\"", .badClaim),
    ]

    @Test(arguments: refused)
    func `claims with one of them wrong are refused`(name: String, json: String?, fault: TokenFault) throws {
        let forge = try TokenForge()
        #expect(forge.verify(try forge.token(claim: name, json)).fault == fault)
        #expect(forge.verify(try forge.token()).fault == nil)
    }

    /// The repaired twins, and what is legal though unusual.
    @Test(arguments: [
        ("exp", "\(TokenForge.now + 1)"), ("exp", "\(TokenForge.now + 1).5"), ("exp", "1.9e9"),
        ("exp", "9223372036854775807"), ("iat", "\(TokenForge.now).25"), ("iat", "\(TokenForge.now + 5)"),
        ("nbf", "\(TokenForge.now)"), ("nbf", "0"), ("nbf", "\(TokenForge.now - 1).5"), ("aud", "\"orders\""),
        ("aud", "[\"other\",\"orders\"]"), ("gen", "0"), ("other", "{\"a\":[null]}"),
        ("iss", "\"https:\\/\\/gateway.example\""),
    ])
    func `claims with one of them unusual are accepted`(name: String, json: String) throws {
        let forge = try TokenForge()
        #expect(forge.verify(try forge.token(claim: name, json)).fault == nil)
    }

    @Test(arguments: [("\"orders\"", ["orders"]), ("[\"other\",\"orders\"]", ["other", "orders"])])
    func `aud is always a list`(json: String, audiences: [String]) throws {
        let forge = try TokenForge()
        #expect(try forge.verify(forge.token(claim: "aud", json)).get().audiences == audiences)
    }

    /// Attack 12: the token stands, and grants nothing or only what it says to the byte.
    @Test(
        arguments: [
            (nil, []), ("[\"orders:read\"]", []), ("null", []), ("1", []), ("\"\"", []), ("\" \"", []),
            ("\"orders:read\"", ["orders:read"]), ("\"orders:read  orders:create\"", ["orders:read", "orders:create"]),
            ("\"orders:read\\torders:create\"", ["orders:read\torders:create"]),
            ("\"orders:read\\u00a0orders:create\"", ["orders:read\u{A0}orders:create"]),
            ("\"Orders:read\"", ["Orders:read"]), ("\"orders:*\"", ["orders:*"]),
            ("\"orders:readx\"", ["orders:readx"]),
        ] as [(String?, [String])])
    func `a scope is split at spaces and not otherwise read`(json: String?, scopes: [String]) throws {
        let forge = try TokenForge()
        #expect(try forge.verify(forge.token(claim: "scope", json)).get().scopes == scopes)
    }

    // MARK: Time

    /// `exp` and `nbf` as JSON against the second of now, with a skew: attack 9.
    static let times: [(exp: Int64, nbf: Int64?, skew: Int64, fault: TokenFault?)] = [
        (1, nil, 0, nil), (0, nil, 0, .expired), (-1, nil, 0, .expired), (0, nil, 1, nil), (-1, nil, 1, .expired),
        (-29, nil, 30, nil), (-30, nil, 30, .expired), (9, 0, 0, nil), (9, 1, 0, .notYetValid), (9, 1, 1, nil),
        (9, 2, 1, .notYetValid), (0, 1, 0, .expired), (9, -1, 0, nil),
    ]

    @Test(arguments: times)
    func `time is held against exp and nbf to the second`(
        exp: Int64, nbf: Int64?, skew: Int64, fault: TokenFault?
    ) throws {
        let now = TokenForge.now
        let forge = try TokenForge(skew: skew)
        var members = TokenForge.claims.filter { $0.name != "exp" } + [("exp", "\(now + exp)")]
        if let nbf { members.append(("nbf", "\(now + nbf)")) }
        #expect(forge.verify(try forge.token(claims: TokenForge.object(members))).fault == fault)
        #expect(
            TokenVerifier.checkTime(notBefore: nbf.map { now + $0 }, expiresAt: now + exp, now: now, skew: skew)
                == fault)
    }

    @Test func `a fraction never lengthens a token's life`() throws {
        let forge = try TokenForge()
        let ending = try forge.token(claim: "exp", "\(TokenForge.now).9")
        #expect(forge.verify(ending).fault == .expired)
        #expect(forge.verify(ending, at: TokenForge.now - 1).fault == nil)
        let beginning = try forge.token(claim: "nbf", "\(TokenForge.now).1")
        #expect(forge.verify(beginning).fault == .notYetValid)
        #expect(forge.verify(beginning, at: TokenForge.now + 1).fault == nil)
    }

    @Test func `a token that was verified is held against time again`() throws {
        let forge = try TokenForge()
        let token = try forge.verify(forge.token()).get()
        #expect(forge.verifier.checkTime(token, at: TokenForge.now + 9) == nil)
        #expect(forge.verifier.checkTime(token, at: TokenForge.now + 10) == .expired)
    }
}
