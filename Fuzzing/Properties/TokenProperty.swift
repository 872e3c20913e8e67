import Signing

@testable import JSONWebToken

/// A compact token is taken apart in one way; and a token that is believed says what the RFCs ask for, in header and claims.
///
/// The input is a compact token; or a header and claims, which are signed here with a good key first, since no search finds a
/// signature. Header and claims have a line feed between them, and `KEYID` in a header becomes the name of the key; or they are
/// made of what follows a `!`, see ``TokenEdits``.
enum TokenProperty {
    private static let longest = 1_024
    private static let now: Int64 = 1_800_000_000
    private static let issuer = "https://gateway.example"

    /// Made once for each process: what is found does not depend on the key.
    private static let signer: (key: SigningKey, verifier: TokenVerifier)? = {
        guard let key = try? PrivateKey.generate(.es256), let keys = try? KeySet([key.publicKey]) else { return nil }
        return (SigningKey(key), TokenVerifier(issuer: issuer, keys: keys, maximumSize: longest))
    }()

    static func broken(_ input: [UInt8]) -> String? {
        guard let (key, verifier) = signer else { return "no key can be made" }
        if input.first == UInt8(ascii: "!") {
            let edits = TokenEdits(Array(input.dropFirst()), now: now, issuer: issuer, keyID: key.keyID)
            return brokenClaims(edits.headerText, edits.claimsText, key, verifier)
        }
        guard let end = input.firstIndex(of: UInt8(ascii: "\n")) else { return brokenForm(input) }
        let header = input[..<end].split(separator: [UInt8]("KEYID"), omittingEmptySubsequences: false)
            .joined(separator: Array(key.keyID.utf8))
        return brokenClaims(Array(header), Array(input[(end + 1)...]), key, verifier)
    }

    // MARK: Form

    private static func brokenForm(_ compact: [UInt8]) -> String? {
        let parts = compact.count <= longest ? TokenRules.parts(dotted(compact)) : nil
        let header = parts.flatMap { object($0[0]) }
        guard let token = UnverifiedToken(compact.span, maximumSize: longest) else {
            return header == nil ? nil : "refused, but it has the form of a token"
        }
        guard let header, let parts else { return "accepted, but it has not the form of a token" }
        guard JSONWriting.value(token.header) == header else { return "another header" }
        guard token.signature == parts[2] else { return "another signature" }
        let claims = Base64Rules.decode(compact.parts(at: UInt8(ascii: "."))[1], isURL: true).flatMap(object)
        return token.claims(compact.span).map(JSONWriting.value) == claims ? nil : "other claims"
    }

    /// The token without its claims, which are looked at once the signature is known to be good.
    private static func dotted(_ compact: [UInt8]) -> [UInt8] {
        let parts = compact.parts(at: UInt8(ascii: "."))
        return parts.count == 3 ? parts[0] + [UInt8]("..") + parts[2] : compact
    }

    private static func object(_ text: [UInt8]) -> JSONRules.Value? {
        guard case .object(let members) = JSONRules.read(text, depth: 16) else { return nil }
        return .object(members)
    }

    // MARK: Claims

    private static func brokenClaims(
        _ header: [UInt8], _ claims: [UInt8], _ key: SigningKey, _ verifier: TokenVerifier
    ) -> String? {
        let signed = Base64URL.encode(header) + "." + Base64URL.encode(claims)
        let forged = Array((signed + "." + String(repeating: "A", count: 86)).utf8)
        let rules = TokenRules(issuer: issuer, keyID: key.keyID, algorithm: "ES256", now: Double(now))
        let isHeaderGood = forged.count <= longest && object(header).map(rules.accepts(header:)) == true
        switch verifier.verify(forged.span, at: now) {
        case .success: return "accepted with a signature of zeros"
        case .failure(.badSignature): if !isHeaderGood { return "the header must be refused" }
        case .failure(let fault): return isHeaderGood ? "\(fault.rawValue), but the header keeps each rule" : nil
        }
        guard let signature = try? key.privateKey.sign(Array(signed.utf8).span) else { return "nothing can be signed" }
        let good = object(claims).flatMap { rules.accepts(claims: $0) ? $0 : nil }
        switch verifier.verify(Array((signed + "." + Base64URL.encode(signature)).utf8).span, at: now) {
        case .success(let verified):
            guard let good else { return "the claims must be refused" }
            return says(verified, good, rules) ? nil : "believed to say something else"
        case .failure(let fault):
            return good.map(rules.isExact) == true ? "\(fault.rawValue), but the claims keep each rule" : nil
        }
    }

    private static func says(_ token: VerifiedToken, _ claims: JSONRules.Value, _ rules: TokenRules) -> Bool {
        let scopes = (claims["scope"]?.string ?? "").utf8.split(separator: 0x20).map { Array($0) }
        let texts =
            token.issuer == issuer && token.clientID == claims["client_id"]?.string
            && token.subject == claims["sub"]?.string && token.id == claims["jti"]?.string
            && token.audiences == rules.audiences(claims["aud"]) && token.scopes.map { Array($0.utf8) } == scopes
            && !token.scopes.contains { $0.utf8.contains(0x20) || $0.isEmpty }
        // What is rounded makes the token good for less.
        let numbers =
            rules.isDate(token.expiresAt, claims["exp"], -1...0) && rules.isDate(token.notBefore, claims["nbf"], 0...1)
            && rules.isDate(token.issuedAt, claims["iat"], -1...0)
            && rules.isDate(token.generation, claims["gen"], 0...0)
        return texts && numbers && token.expiresAt > now
    }
}
