import Registry
import Testing

@testable import Policy

struct ForwardTemplateTests {
    private func forwarded(_ template: String?, _ pattern: String, _ path: String) throws -> String {
        let pattern = try PathPattern(pattern)
        let routes = try ["GET", "PUT"].enumerated().map { index, method in
            Route(
                entry: RouteEntry(method: method, pattern: pattern), requirement: .public, upstream: 0,
                forward: try index == 0 ? nil : template.map { try ForwardTemplate($0, of: pattern) })
        }
        let set = try RouteSet(routes, scopes: ScopeTable([Scope]()))
        var bytes: [UInt8] = []
        set.writeForwardedPath(1, of: path.utf8Array.span) { part in
            for index in part.indices { bytes.append(part[index]) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (nil, "/a/{id}", "/a/17", "/a/17"),
        ("/v1/payments/{id}", "/transactions/{id}", "/transactions/17", "/v1/payments/17"),
        ("/{b}/{a}", "/x/{a}/{b}", "/x/1/2", "/2/1"),
        ("/fixed", "/a/{id}", "/a/17", "/fixed"),
        ("/", "/a", "/a", "/"),
        ("/{id}/", "/a/{id}", "/a/17", "/17/"),
        ("/v1/{rest...}", "/a/{rest...}", "/a/b/c/d", "/v1/b/c/d"),
        ("/{rest...}", "/a/{id}/{rest...}", "/a/1/b/c", "/b/c"),
        ("/{id}/x/{rest...}", "/a/{id}/{rest...}", "/a/1/b/c", "/1/x/b/c"),
        ("/v1/{id}", "/a/{id}", "/a/%C3%A9%20!x", "/v1/%C3%A9%20!x"),
        ("/v1/{id}", "/a/{id}", "/a/b%2Fc", "/v1/b%2Fc"),
        ("/caf%C3%A9/{id}", "/a/{id}", "/a/1", "/caf%C3%A9/1"),
    ])
    func `the path is made of literals and the request's own bytes`(
        _ template: String?, _ pattern: String, _ path: String, _ expected: String
    ) throws {
        #expect(try forwarded(template, pattern, path) == expected)
        #expect(PathRules.check(expected.replacing("%2F", with: "").utf8Array.span) == nil)
    }

    @Test func `the last of the most segments is found`() throws {
        let pattern = (0..<31).map { "/{p\($0)}" }.joined() + "/{rest...}"
        let path = (0..<40).map { "/s\($0)" }.joined()
        #expect(try forwarded("/{p30}/{rest...}", pattern, path) == "/s30" + (31..<40).map { "/s\($0)" }.joined())
    }

    @Test(
        arguments: [
            ("/v1/{ID}", .unknown("ID")), ("/v1/{rest}", .restAsSegment("rest")), ("/v1/{id...}", .segmentAsRest("id")),
            ("v1", .path(.noLeadingSlash)), ("/{id}/{id}", .path(.repeatedName("id"))),
            ("/{rest...}/a", .path(.restNotLast("{rest...}"))), ("/a/..", .path(.literal("..", .dotSegment))),
            ("/a//b", .path(.literal("", .emptySegment))), ("/a?b", .path(.literal("a?b", .character))),
            ("/a%2Fb", .path(.literal("a%2Fb", .encodedDelimiter))), ("/a{id}", .path(.braces("a{id}"))),
        ] as [(String, ForwardTemplateError)])
    func `a template that names another parameter or makes another path is refused`(
        _ template: String, _ error: ForwardTemplateError
    ) throws {
        let pattern = try PathPattern("/a/{id}/{rest...}")
        #expect(throws: error) { _ = try ForwardTemplate(template, of: pattern) }
    }
}
