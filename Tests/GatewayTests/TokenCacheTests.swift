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
    private func entry(
        _ text: String, in cache: TokenCache, hash: UInt64? = nil, usedAt: Int64 = 0, scopes: [String] = []
    ) throws
        -> CachedToken
    {
        let bytes = Array(text.utf8)
        let token = VerifiedToken(
            issuer: "i", subject: "a", clientID: "a", audiences: [], scopes: scopes, issuedAt: 0, notBefore: nil,
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

    /// A merchant may fetch one wide token after the other, and use each once.
    @Test func `however large tokens are, they take up no more memory than the limit`() throws {
        var cache = TokenCache(capacity: 1_024, byteLimit: 100_000)
        let wide = (0..<100).map { "audience:operation-\($0)" }
        for index in 0..<200 {
            let token = try entry("token-\(index)", in: cache, usedAt: Int64(index), scopes: wide)
            cache.insert(token)
            #expect(cache.byteCount <= 100_000)
            #expect(token.footprint > 7_000)
        }
        let kept = (0..<200).filter { find("token-\($0)", in: cache) != nil }
        #expect(kept.count >= 7)
        #expect(kept.last == 199)
        cache.removeAll()
        #expect(cache.byteCount == 0)
    }

    @Test func `where memory is short a token that is in use stays`() throws {
        var cache = TokenCache(capacity: 64, byteLimit: 10_000)
        cache.insert(try entry("in use", in: cache))
        for time in 1...200 {
            let used = try #require(find("in use", in: cache), "after \(time)")
            used.lastUsed = Int64(time)
            cache.insert(try entry("token-\(time)", in: cache, hash: UInt64(time), usedAt: Int64(time)))
        }
        #expect(cache.byteCount <= 10_000)
    }

    @Test func `a token that is larger than the limit is kept alone`() throws {
        var cache = TokenCache(capacity: 64, byteLimit: 100)
        cache.insert(try entry("a", in: cache))
        cache.insert(try entry("b", in: cache))
        #expect(find("a", in: cache) == nil)
        #expect(find("b", in: cache) != nil)
    }

    @Test func `what was forgotten is not found`() throws {
        var cache = TokenCache(capacity: 64)
        cache.insert(try entry("a", in: cache))
        cache.removeAll()
        #expect(find("a", in: cache) == nil)
    }
}
