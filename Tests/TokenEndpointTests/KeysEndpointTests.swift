import HTTPServer
import JSONWebToken
import Signing
import Testing

@testable import TokenEndpoint

@Suite struct KeysEndpointTests {
    private static func endpoint() throws -> (endpoint: KeysEndpoint, keys: KeySet) {
        let keys = try KeySet([PrivateKey.generate(.es256).publicKey])
        return (KeysEndpoint { keys }, keys)
    }

    @Test(arguments: ["GET", "HEAD"])
    func `the keys are published as a JWK Set`(method: String) throws {
        let (endpoint, keys) = try Self.endpoint()
        let response = endpoint.respond(to: WholeRequest(method: method, path: "/.well-known/jwks.json"))
        #expect(response.status == 200)
        #expect(response.values(of: "Content-Type") == ["application/jwk-set+json"])
        #expect(response.values(of: "Cache-Control") == ["public, max-age=300"])
        let read = try KeySet(document: response.content.span)
        #expect(read.keys.map(\.webKey) == keys.keys.map(\.webKey))
    }

    @Test(arguments: ["POST", "PUT", "get", "OPTIONS"])
    func `another method is refused`(method: String) throws {
        let response = try Self.endpoint().endpoint.respond(to: WholeRequest(method: method, path: "/"))
        #expect(response.status == 405)
        #expect(response.values(of: "Allow") == ["GET, HEAD"])
        #expect(response.content.isEmpty)
    }
}
