import Testing

/// The bytes that a search changes reach each member of a token, and each kind of value.
struct TokenEditsTests {
    private static let rules = TokenRules(issuer: "i", keyID: "k", algorithm: "ES256", now: 1_000)

    private static func edits(_ bytes: [UInt8]) -> TokenEdits { TokenEdits(bytes, now: 1_000, issuer: "i", keyID: "k") }

    private static func header(_ edits: TokenEdits) -> JSONRules.Value? { JSONRules.read(edits.headerText, depth: 16) }

    private static func claims(_ edits: TokenEdits) -> JSONRules.Value? { JSONRules.read(edits.claimsText, depth: 16) }

    @Test func `without a change the rules accept the token`() throws {
        #expect(Self.rules.accepts(header: try #require(Self.header(Self.edits([])))))
        let claims = try #require(Self.claims(Self.edits([])))
        #expect(Self.rules.accepts(claims: claims) && Self.rules.isExact(claims))
    }

    /// What a search found: three of the old value in a list, and three of that list in another one.
    @Test func `a list of lists of the old value does not grow without end`() {
        let edits = Self.edits(Array(repeating: [9, 5, 3, 7, 7, 7], count: 12).flatMap(\.self))
        #expect(edits.claimsText.count < 8_192)
    }

    /// A byte for the member, then those for its value; the repaired twin changes the same member in another way.
    @Test(arguments: [
        ("typ", [0, 3, 4], [0, 3, 2]), ("alg", [1, 3, 6], [1, 3, 5]), ("kid", [2, 0], [2, 3, 8]),
        ("crit", [3, 6, 4], [3, 0]), ("b64", [4, 6, 1], [4, 0]), ("iss", [6, 4, 0x2F], [6, 3, 9]),
        ("sub", [7, 3, 0], [7, 4, 0x41]), ("client_id", [8, 4, 0x00], [8, 4, 0x09]), ("aud", [9, 6, 4], [9, 3, 12]),
        ("aud", [9, 5, 2, 3, 12, 1], [9, 5, 2, 3, 12, 3, 13]), ("iat", [11, 1, 0, 0xFF], [11, 1, 0, 0x01]),
        ("exp", [12, 1, 1, 0], [12, 1, 1, 1]), ("nbf", [13, 1, 1, 0, 1], [13, 1, 1, 0]),
        ("jti", [14, 0], [14, 3, 11]),
        ("gen", [15, 1, 0, 1, 1], [15, 1, 0, 1, 0]), ("cnf", [16, 6, 2], [16, 0]),
        ("name", [17, 4, 0x7F], [17, 4, 0x7E]),
    ])
    func `one change is enough to break the rule of a member`(member: String, bad: [UInt8], repaired: [UInt8]) throws {
        for (bytes, isGood) in [(bad, false), (repaired, true)] {
            let edits = Self.edits(bytes)
            let header = try #require(Self.header(edits))
            let claims = try #require(Self.claims(edits))
            #expect((Self.rules.accepts(header: header) && Self.rules.accepts(claims: claims)) == isGood)
        }
    }

    @Test(arguments: [
        ("9", 9, true), ("9", 8, false), ("-0", 0, true), ("9.5", 9, true), ("9.5", 10, false), ("9.5", 8, false),
        ("9e0", 9, true), ("9e0", 7, false),
    ])
    func `a date is read as it stands, or rounded down`(text: String, number: Int64, isSame: Bool) {
        #expect(Self.rules.isDate(number, .number([UInt8](text)), -1...0) == isSame)
    }

    @Test func `a date that is not there is read as none`() {
        #expect(Self.rules.isDate(nil, nil, 0...0))
        #expect(!Self.rules.isDate(nil, .number([UInt8]("9")), 0...0))
        #expect(!Self.rules.isDate(9, nil, 0...0))
    }
}
