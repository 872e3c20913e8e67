import Foundation
import HTTPServer
import Testing

@testable import TokenEndpoint

@Suite struct MetadataEndpointTests {
    private static let place = "/.well-known/oauth-authorization-server"

    /// An issuer, where its document is, and the origin of what the document names.
    @Test(arguments: [
        ("https://a.example", place, "https://a.example"),
        ("https://a.example/", place, "https://a.example"),
        ("http://127.0.0.1:8080/shop", place + "/shop", "http://127.0.0.1:8080"),
        ("https://a.example/one/two/", place + "/one/two", "https://a.example"),
    ])
    func `the document says where tokens and keys are`(issuer: String, path: String, origin: String) throws {
        let endpoint = MetadataEndpoint(issuer: issuer, scopes: ["a:b", "a:c"])
        #expect(endpoint.answers(path))
        #expect(endpoint.answers(Self.place))
        #expect(!endpoint.answers(path + "/"))
        #expect(!endpoint.answers(Self.place + "/elsewhere"))
        let response = endpoint.respond(to: WholeRequest(method: "GET", path: path))
        #expect(response.status == 200)
        #expect(response.values(of: "Content-Type") == ["application/json"])
        #expect(response.values(of: "Cache-Control") == ["public, max-age=300"])
        let parsed = try JSONSerialization.jsonObject(with: Data(response.content))
        let document = try #require(parsed as? NSDictionary)
        let expected: NSDictionary = [
            "issuer": issuer, "token_endpoint": origin + "/oauth/token", "jwks_uri": origin + "/.well-known/jwks.json",
            "scopes_supported": ["a:b", "a:c"], "response_types_supported": [String](),
            "grant_types_supported": ["client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        ]
        #expect(document == expected)
    }

    @Test func `a reader that has the document is told so`() throws {
        let endpoint = MetadataEndpoint(issuer: "https://a.example", scopes: [])
        let tag = try #require(
            endpoint.respond(to: WholeRequest(method: "HEAD", path: Self.place)).values(of: "ETag").first)
        let request = WholeRequest(method: "GET", path: Self.place, fields: [("if-none-match", tag)])
        #expect(endpoint.respond(to: request).status == 304)
        let other = MetadataEndpoint(issuer: "https://a.example", scopes: ["a:b"])
        #expect(other.respond(to: request).status == 200)
    }
}
