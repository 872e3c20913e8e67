import HTTPServer
import JSONWebToken
import Signing
import Testing

@testable import TokenEndpoint

@Suite struct KeysEndpointTests {
    private static func keys() throws -> KeySet {
        try KeySet(SigningAlgorithm.allCases.map { try PrivateKey.generate($0).publicKey })
    }

    private static func ask(
        _ keys: PublishedKeys, _ method: String = "GET", _ conditions: String...
    ) -> WholeResponse {
        let fields = conditions.map { (name: "If-None-Match", value: $0) }
        let request = WholeRequest(method: method, path: "/.well-known/jwks.json", fields: fields)
        return KeysEndpoint { keys }.respond(to: request)
    }

    @Test(arguments: ["GET", "HEAD"])
    func `the keys are published as a JWK Set`(method: String) throws {
        let keys = try Self.keys()
        let response = Self.ask(PublishedKeys(keys, maxAge: 300), method)
        #expect(response.status == 200)
        #expect(response.values(of: "Content-Type") == ["application/jwk-set+json"])
        #expect(response.values(of: "Cache-Control") == ["public, max-age=300"])
        let tag = try #require(response.values(of: "ETag").first)
        #expect(tag.hasPrefix("\"") && tag.hasSuffix("\"") && tag.count == 24)
        let read = try KeySet(document: response.content.span)
        #expect(read.keys.map(\.webKey) == keys.keys.map(\.webKey))
    }

    @Test func `a reader that has the document is told so`() throws {
        let published = PublishedKeys(try Self.keys(), maxAge: 60)
        let tag = published.entityTag
        for conditions in [tag, "W/" + tag, "*", "\"other\" , " + tag, tag + ",", "\t" + tag] {
            for method in ["GET", "HEAD"] {
                let response = Self.ask(published, method, conditions)
                #expect(response.status == 304, "\(conditions)")
                #expect(response.values(of: "ETag") == [tag])
                #expect(response.values(of: "Cache-Control") == ["public, max-age=60"])
                #expect(response.content.isEmpty)
            }
        }
        #expect(Self.ask(published, "GET", "\"other\"", tag).status == 304)
    }

    @Test func `a reader that has another document gets this one`() throws {
        let published = PublishedKeys(try Self.keys(), maxAge: 60)
        let bare = String(published.entityTag.dropFirst().dropLast())
        for condition in ["\"other\"", bare, "", "\"\(bare)x\"", "w/\"\(bare)\""] {
            #expect(Self.ask(published, "GET", condition).status == 200, "\(condition)")
        }
    }

    @Test func `other keys have another tag, and the same keys the same`() throws {
        let keys = try Self.keys()
        let tag = PublishedKeys(keys, maxAge: 1).entityTag
        #expect(PublishedKeys(keys, maxAge: 2).entityTag == tag)
        #expect(PublishedKeys(try KeySet(keys.keys.dropLast()), maxAge: 1).entityTag != tag)
    }

    @Test(arguments: ["POST", "PUT", "get", "OPTIONS"])
    func `another method is refused`(method: String) throws {
        let response = Self.ask(PublishedKeys(try Self.keys(), maxAge: 1), method, "*")
        #expect(response.status == 405)
        #expect(response.values(of: "Allow") == ["GET, HEAD"])
        #expect(response.content.isEmpty)
    }
}
