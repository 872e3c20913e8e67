import JSONWebToken
import Policy
import Registry
import Signing
import Testing
import TollgateTesting

@testable import Gateway

@Suite struct TokenCacheTests {
    private static let snapshot = Result {
        Snapshot(
            revision: 1, routes: try RouteSet([], scopes: ScopeTable([])), registry: RegistryView(),
            verifier: TokenVerifier(
                issuer: "i", keys: try KeySet([try PrivateKey.generate(.es256).publicKey])))
    }

    /// - Parameter hash: of another token, where two are to collide.
    private func entry(_ text: String, in cache: TokenCache, hash: UInt64? = nil, usedAt: Int64 = 0) throws
        -> CachedToken
    {
        let bytes = Array(text.utf8)
        let token = VerifiedToken(
            issuer: "i", subject: "a", clientID: "a", audiences: [], scopes: [], issuedAt: 0, notBefore: nil,
            expiresAt: .max, id: text, generation: 1, keyID: "k")
        let entry = CachedToken(
            compact: bytes, hash: hash ?? cache.hash(bytes.span), token: token, snapshot: try Self.snapshot.get())
        entry.lastUsed = usedAt
        return entry
    }

    private func find(_ text: String, in cache: TokenCache, hash: UInt64? = nil) -> CachedToken? {
        let bytes = Array(text.utf8)
        return cache.find(bytes.span, hash: hash ?? cache.hash(bytes.span))
    }

    @Test func `a token is found by all of its bytes`() throws {
        var cache = TokenCache(capacity: 64)
        cache.insert(try entry("header.claims.signature", in: cache))
        #expect(find("header.claims.signature", in: cache)?.token.id == "header.claims.signature")
        #expect(find("header.claims.signaturf", in: cache) == nil)
        #expect(find("", in: cache) == nil)
    }

    /// The hash is made of the signature's bytes, which whoever has seen a token can put behind other claims.
    @Test func `another token with the same hash is another token`() throws {
        var cache = TokenCache(capacity: 64)
        let signature = String(repeating: "s", count: 30)
        cache.insert(try entry("header.claims." + signature, in: cache))
        let forged = "header.forged." + signature
        let (one, other) = (Array(forged.utf8), Array(("header.claims." + signature).utf8))
        let hashes = (cache.hash(one.span), cache.hash(other.span))
        #expect(hashes.0 == hashes.1)
        #expect(find(forged, in: cache) == nil)
        #expect(find("header.claims." + signature, in: cache) != nil)
    }

    @Test func `in a full set the token that was used longest ago makes way`() throws {
        var cache = TokenCache(capacity: 64)
        for (index, time) in [30, 10, 40, 20].enumerated() {
            cache.insert(try entry("t\(index)", in: cache, hash: 5, usedAt: Int64(time)))
        }
        find("t1", in: cache, hash: 5)?.lastUsed = 50
        cache.insert(try entry("t4", in: cache, hash: 5, usedAt: 60))
        #expect(find("t3", in: cache, hash: 5) == nil)
        for name in ["t0", "t1", "t2", "t4"] { #expect(find(name, in: cache, hash: 5) != nil) }
    }

    @Test func `however many tokens come, no more are kept than there are places`() throws {
        var cache = TokenCache(capacity: 64)
        for index in 0..<500 { cache.insert(try entry("token-\(index)", in: cache, usedAt: Int64(index))) }
        let kept = (0..<500).filter { find("token-\($0)", in: cache) != nil }
        #expect(kept.count <= 64)
        #expect(kept.count > 32)
        #expect(kept.last == 499)
    }

    @Test func `what was forgotten is not found`() throws {
        var cache = TokenCache(capacity: 64)
        cache.insert(try entry("a", in: cache))
        cache.removeAll()
        #expect(find("a", in: cache) == nil)
    }
}
