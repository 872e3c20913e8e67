import Testing

@testable import Configuration

/// Mistakes in routes.
extension ProblemTableTests {
    private static func match(_ wrong: String, _ repaired: String, _ message: String) -> Case {
        func route(_ match: String) -> String { #"{ "match": "\#(match)", "public": true, "upstream": "payments" }"# }
        return Case(route: route(wrong), route(repaired), "routes[1].match: " + message)
    }

    private static func requirement(_ wrong: String, _ repaired: String, _ message: String) -> Case {
        func route(_ members: String) -> String { #"{ "match": "GET /u", \#(members)"upstream": "payments" }"# }
        return Case(route: route(wrong), route(repaired), "routes[1]" + message)
    }

    static let routes: [Case] = [
        Case(
            route: #"{ "public": true, "upstream": "payments" }"#,
            #"{ "match": "GET /u", "public": true, "upstream": "payments" }"#,
            #"routes[1]: "match" is missing; add "match": "GET /path""#),
        Case(
            route: #"{ "match": "GET /u", "public": true }"#,
            #"{ "match": "GET /u", "public": true, "upstream": "payments" }"#,
            #"routes[1]: "upstream" is missing; add the name of one of the upstreams"#),
        Case(
            route: #"{ "match": "GET /u", "public": true, "upstream": "shop" }"#,
            #"{ "match": "GET /u", "public": true, "upstream": "payments" }"#,
            #"routes[1].upstream: "shop" is not declared; the upstreams are "payments""#),
        Case(
            route: #"{ "match": "GET /u", "public": true, "upstream": "payments", "rewrite": "/v1" }"#,
            #"{ "match": "GET /u", "public": true, "upstream": "payments", "forward": "/v1" }"#,
            "routes[1].rewrite: unknown key; the keys here are host, match, scope, public, upstream, forward, encodedSlashes, limits, retry"
        ),
        Case(
            route: #"{ "match": "POST /u", "public": true, "upstream": "payments", "retry": true }"#,
            #"{ "match": "PUT /u", "public": true, "upstream": "payments", "retry": true }"#,
            #"routes[1].retry: POST is never repeated, because a request that arrives twice would be carried out twice; remove "retry"; it is for PUT and DELETE"#
        ),
        match("GET", "GET /u", #""GET" is not a method, one space and a path; write it as "GET /path""#),
        match("GET  /u", "GET /u", #""GET  /u" is not a method, one space and a path; write it as "GET /path""#),
        match("/u", "GET /u", #""/u" is not a method, one space and a path; write it as "GET /path""#),
        match(
            "get /u", "GET /u", #""get" is not a method that a route can have; write "GET"; methods are case-sensitive"#
        ),
        match(
            "CONNECT /u", "OPTIONS /u",
            #""CONNECT" is not a method that a route can have; write one such as GET, POST, PUT, PATCH or DELETE"#),
        match("GET,POST /u", "GET /u", #""GET,POST" is more than one method; write one route for each method"#),
        match("GET api.example/u", "GET /u", #"the path does not begin with "/"; write the path from its first "/""#),
        match(
            "GET /u//v", "GET /u/v", #"no request can match the segment "" (path.emptySegment); write single slashes"#),
        match(
            "GET /%75", "GET /u",
            #"no request can match the segment "%75" (path.encodedUnreserved); write the path as RFC 3986 requires, encoding only what must be"#
        ),
        match(
            "GET /u{id}", "GET /{id}",
            #""u{id}" is part literal and part parameter; let a parameter stand for a whole segment, as in "/{id}/""#),
        match("GET /{a}/{a}", "GET /{a}/{b}", #"the parameter "a" stands twice; give each parameter its own name"#),
        match(
            "GET /t", "GET /t/",
            #""GET /t" matches the same requests as routes[0] "GET /t" (gateway.json:6:26); remove one of the two, or make its path more specific"#
        ),
        match(
            "POST /oauth/token", "POST /oauth",
            #""/oauth/token" is answered by the gateway itself; choose a path outside /oauth/token and /.well-known/"#),
        match(
            "GET /oauth/token/{a}", "GET /oauth/tokens/{a}",
            #""/oauth/token/{a}" is answered by the gateway itself; choose a path outside /oauth/token and /.well-known/"#
        ),
        match(
            "GET /.well-known/{a...}", "GET /well-known/{a...}",
            #""/.well-known/{a...}" is answered by the gateway itself; choose a path outside /oauth/token and /.well-known/"#
        ),
        Case(
            \.routes, routes("GET /a/{x}", "GET /a/{x}/{y...}", "GET /a/{y...}"), routes("GET /a/{x}", "GET /a/{y...}"),
            #"routes[2].match: no request can reach "GET /a/{y...}", because more specific routes such as routes[0] "GET /a/{x}" (gateway.json:6:26) take every path that it matches; remove it"#
        ),
        Case(
            \.routes, #"[7]"#, "[]",
            #"routes[0]: a number stands where an object is expected; write "match" between { and }"#),
    ]

    static func routes(_ matches: String...) -> String {
        "[" + matches.map { #"{ "match": "\#($0)", "public": true, "upstream": "payments" }"# }.joined(separator: ", ")
            + "]"
    }

    static let requirements: [Case] = [
        requirement(
            "", #""public": true, "#,
            #": neither "scope" nor "public" is there, so nothing says who may call; add "scope": "audience:operation", or "public": true"#
        ),
        requirement(
            #""public": true, "scope": "transactions:read", "#, #""scope": "transactions:read", "#,
            #": "scope" and "public" contradict each other; remove one of the two"#),
        requirement(
            #""public": false, "#, #""public": true, "#,
            #".public: "public" can only be true; leave it out, and say with "scope" what the route needs"#),
        requirement(
            #""public": "true", "#, #""public": true, "#,
            ".public: a string stands where true or false is expected; write true or false"),
        requirement(
            #""scope": "transactions:raed", "#, #""scope": "transactions:read", "#,
            #".scope: "transactions:raed" is not declared; did you mean "transactions:read"?"#),
        requirement(
            #""scope": "orders:ship", "#, #""scope": "transactions:refund", "#,
            #".scope: "orders:ship" is not declared; declare it as an operation under "audiences""#),
        requirement(
            #""scope": "Transactions:read", "#, #""scope": "transactions:read", "#,
            #".scope: "Transactions:read" is not declared; did you mean "transactions:read"?"#),
        requirement(
            #""scope": "transactions:*", "#, #""scope": "transactions:read", "#,
            #".scope: "transactions:*" is not a scope; write it as "audience:operation", of letters, digits, ".", "_" and "-""#
        ),
        requirement(
            #""scope": "transactions:read transactions:refund", "#,
            #""scope": { "all": ["transactions:read", "transactions:refund"] }, "#,
            #".scope: "transactions:read transactions:refund" is not a scope; list several scopes as { "all": [ … ] } or { "any": [ … ] }"#
        ),
        requirement(
            #""scope": ["transactions:read"], "#, #""scope": { "any": ["transactions:read"] }, "#,
            #".scope: a list stands where a scope is expected; write "audience:operation", { "all": [ … ] } or { "any": [ … ] }"#
        ),
        requirement(
            #""scope": { "all": [] }, "#, #""scope": { "all": ["transactions:read"] }, "#,
            ".scope.all: no scope is listed; list at least one"),
        requirement(
            #""scope": { "any": [] }, "#, #""scope": { "any": ["transactions:read"] }, "#,
            ".scope.any: no scope is listed; list at least one"),
        requirement(
            #""scope": {}, "#, #""scope": { "any": ["transactions:read"] }, "#,
            #".scope: neither "all" nor "any" is there; write { "all": ["audience:operation", … ] }"#),
        requirement(
            #""scope": { "all": ["transactions:read"], "any": ["transactions:refund"] }, "#,
            #""scope": { "all": ["transactions:read"] }, "#,
            #".scope: "all" and "any" do not go together; keep one of the two"#),
        requirement(
            #""scope": { "all": ["transactions:read", "transactions:read"] }, "#,
            #""scope": { "all": ["transactions:read", "transactions:refund"] }, "#,
            ".scope.all[1]: this scope is listed twice; remove one of the two"),
        requirement(
            #""scope": { "every": ["transactions:read"], "all": ["transactions:read"] }, "#,
            #""scope": { "all": ["transactions:read"] }, "#,
            ".scope.every: unknown key; the keys here are all, any"),
    ]
}
