import Testing

@testable import Configuration

/// Mistakes in hosts, and in paths that are forwarded.
extension ProblemTableTests {
    private static func host(_ wrong: String, _ repaired: String, _ message: String) -> Case {
        func route(_ host: String) -> String {
            #"{ "host": "\#(host)", "match": "GET /t", "public": true, "upstream": "payments" }"#
        }
        return Case(route: route(wrong), route(repaired), "routes[1].host: " + message)
    }

    private static func forward(_ wrong: String, _ repaired: String, _ message: String) -> Case {
        func route(_ forward: String) -> String {
            #"{ "match": "GET /u/{id}/{rest...}", "public": true, "upstream": "payments", "forward": "\#(forward)" }"#
        }
        return Case(route: route(wrong), route(repaired), "routes[1].forward: " + message)
    }

    private static func two(_ one: String, _ other: String) -> String {
        func route(_ host: String) -> String {
            #"{ "host": "\#(host)", "match": "GET /a/{x}", "public": true, "upstream": "payments" }"#
        }
        return "[\(route(one)), \(route(other))]"
    }

    static let hosts: [Case] = [
        host("*", "*.test", #""*" is not the host of a route: "*" is every host; leave "host" out"#),
        host(
            "api.*", "*.api",
            #""api.*" is not the host of a route: "*" can only stand for the first labels; write it as "*.example.com""#
        ),
        host(
            "*api.test", "*.api.test",
            #""*api.test" is not the host of a route: "*" can only stand for the first labels; write it as "*.example.com""#
        ),
        host(
            "api.test:8080", "api.test",
            #""api.test:8080" is not the host of a route: a route serves its host on every port; leave the port out"#),
        host(
            "api.test.", "api.test",
            #""api.test." is not the host of a route: the host ends in a dot, and a request whose host does is refused; leave the dot out"#
        ),
        host(
            "[::1]", "127.0.0.1",
            #""[::1]" is not the host of a route: an IPv6 address can be written in many ways, and requests would have to write it alike; use a host name, or leave "host" out"#
        ),
        host(
            "zoë.test", "xn--zo-oka.test",
            #""zoë.test" is not the host of a route: requests carry host names in ASCII; write the name in its "xn--" form"#
        ),
        host(
            "127.1", "localhost",
            #""127.1" is not the host of a route: no request can have this host; write it as "api.example.com" or "*.example.com""#
        ),
        host(
            "https://api.test", "api.test",
            #""https://api.test" is not the host of a route: no request can have this host; write it as "api.example.com" or "*.example.com""#
        ),
        host(
            "api..test", "api.test",
            #""api..test" is not the host of a route: no request can have this host; write it as "api.example.com" or "*.example.com""#
        ),
        Case(
            \.routes, two("api.test", "API.test"), two("api.test", "*.test"),
            #"routes[1].match: "GET api.test/a/{x}" matches the same requests as routes[0] "GET api.test/a/{x}" (gateway.json:6:46); remove one of the two, or make its path more specific"#
        ),
    ]

    static let forwards: [Case] = [
        forward("v1/{id}", "/v1/{id}", #"the path does not begin with "/"; write the path from its first "/""#),
        forward(
            "/v1/{ID}", "/v1/{id}",
            #"the path of "match" has no parameter "ID"; name one that is there, or add "{ID}" to "match""#),
        forward(
            "/v1/{rest}", "/v1/{rest...}",
            #""rest" stands for several segments in "match" and for one here; write "{rest...}", at the end"#),
        forward(
            "/v1/{id...}", "/v1/{id}", #""id" stands for one segment in "match" and for several here; write "{id}""#),
        forward(
            "/{rest...}/v1", "/v1/{rest...}",
            #""{rest...}" is not the last segment; move it to the end, or use "{name}" for one segment"#),
        forward(
            "/v1/id-{id}", "/v1/id/{id}",
            #""id-{id}" is part literal and part parameter; let a parameter stand for a whole segment, as in "/{id}/""#),
        forward(
            "/v1/../{id}", "/{id}",
            #"a path with the segment ".." would be read differently by different services (path.dotSegment); write the path as RFC 3986 requires, encoding only what must be"#
        ),
        forward(
            "/v1//{id}", "/v1/{id}",
            #"a path with the segment "" would be read differently by different services (path.emptySegment); write single slashes"#
        ),
        forward(
            "/v1/{id}?a=b", "/v1/{id}",
            #""{id}?a=b" is part literal and part parameter; let a parameter stand for a whole segment, as in "/{id}/""#
        ),
        forward(
            "/v1?a=b", "/v1",
            #"a path with the segment "v1?a=b" would be read differently by different services (path.character); write the path as RFC 3986 requires, encoding only what must be"#
        ),
    ]
}
