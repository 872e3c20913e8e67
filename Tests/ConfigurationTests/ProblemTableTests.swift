import Testing

@testable import Configuration

/// Each mistake by itself: its one message, word for word, and its repaired twin without any.
struct ProblemTableTests {
    /// One mistake.
    struct Case: Sendable, CustomTestStringConvertible {
        let wrong: String
        let repaired: String
        /// The message without the place, which other tests look at.
        let message: String
        var testDescription: String { message }

        init(_ wrong: Sample, _ repaired: Sample, _ message: String) {
            self.wrong = wrong.text
            self.repaired = repaired.text
            self.message = message
        }

        init(_ part: WritableKeyPath<Sample, String>, _ wrong: String, _ repaired: String, _ message: String) {
            self.init(.with(part, wrong), .with(part, repaired), message)
        }

        /// A member of the document.
        init(_ wrong: String, _ repaired: String, _ message: String) {
            self.init(.with(wrong), .with(repaired), message)
        }

        /// A route behind `GET /t`.
        init(route wrong: String, _ repaired: String, _ message: String) {
            self.init(.route(wrong), .route(repaired), message)
        }
    }

    static let listen: [Case] = [
        Case(
            \.listen, "{}", #"[{ "address": "127.0.0.1:1" }]"#,
            #"listen: an object stands where a list is expected; write objects such as { "address": "127.0.0.1:8080" } between [ and ]"#
        ),
        Case(
            \.listen, "[]", #"[{ "address": "127.0.0.1:1" }]"#,
            #"listen: no address is listed; add { "address": "127.0.0.1:8080" }"#),
        Case(
            \.listen, #"[{ "address": "localhost:80" }]"#, #"[{ "address": "127.0.0.1:80" }]"#,
            #"listen[0].address: "localhost:80" is not an IP address and a port; write it as "127.0.0.1:8080" or "[::1]:8080""#
        ),
        Case(
            \.listen, #"[{ "address": "127.0.0.1" }]"#, #"[{ "address": "127.0.0.1:0" }]"#,
            #"listen[0].address: "127.0.0.1" is not an IP address and a port; write it as "127.0.0.1:8080" or "[::1]:8080""#
        ),
        Case(
            \.listen, #"[{ "address": "127.0.0.1:65536" }]"#, #"[{ "address": "127.0.0.1:65535" }]"#,
            #"listen[0].address: "127.0.0.1:65536" is not an IP address and a port; write it as "127.0.0.1:8080" or "[::1]:8080""#
        ),
        Case(
            \.listen, #"[{ "address": "0.0.0.0:80" }]"#, #"[{ "address": "0.0.0.0:80", "plaintext": true }]"#,
            #"listen[0].address: tokens would cross the network in the clear, because "0.0.0.0:80" is not a loopback address; listen on 127.0.0.1 or [::1] behind a TLS terminator, or add "plaintext": true"#
        ),
        Case(
            \.listen, #"[{ "address": "[::]:80", "plaintext": false }]"#,
            #"[{ "address": "[::1]:80", "plaintext": false }]"#,
            #"listen[0].address: tokens would cross the network in the clear, because "[::]:80" is not a loopback address; listen on 127.0.0.1 or [::1] behind a TLS terminator, or add "plaintext": true"#
        ),
        Case(
            \.listen, #"[{ "address": "127.0.0.1:80", "plaintext": "yes" }]"#,
            #"[{ "address": "127.0.0.1:80", "plaintext": true }]"#,
            "listen[0].plaintext: a string stands where true or false is expected; write true or false"),
        Case(
            \.listen, #"[{ "address": "[::1]:80" }, { "address": "[0:0::0:1]:80" }]"#,
            #"[{ "address": "[::1]:80" }, { "address": "[::1]:81" }]"#,
            #"listen[1]: "[0:0::0:1]:80" is listed in listen[0] already; remove one of the two"#),
        Case(
            \.listen, #"[{ "address": 80 }]"#, #"[{ "address": "127.0.0.1:80" }]"#,
            #"listen[0].address: a number stands where a string is expected; write it as "127.0.0.1:8080""#),
    ]

    static let issuer: [Case] = [
        Case(
            \.issuer, "{}", #"{ "url": "http://a" }"#, #"issuer: "url" is missing; add "url": "http://127.0.0.1:8080""#),
        Case(
            \.issuer, #"{ "url": "" }"#, #"{ "url": "http://a" }"#,
            #"issuer.url: the string is empty; write it as "http://127.0.0.1:8080""#),
        Case(
            \.issuer, #"{ "url": "http://a?b" }"#, #"{ "url": "http://a/b" }"#,
            "issuer.url: an issuer's URL has no query and no fragment; remove what follows the ? or #"),
        Case(
            \.issuer, #"{ "url": "https://a#b" }"#, #"{ "url": "https://a" }"#,
            "issuer.url: an issuer's URL has no query and no fragment; remove what follows the ? or #"),
        Case(
            \.issuer, #"{ "url": "http://" }"#, #"{ "url": "http://a:80" }"#,
            #"issuer.url: "http://" is not a URL with a host; write the URL that clients reach the gateway at, such as "https://gateway.example""#
        ),
        Case(
            \.issuer, #"{ "url": "http://u:p@a" }"#, #"{ "url": "http://a" }"#,
            #"issuer.url: "http://u:p@a" is not a URL with a host; write the URL that clients reach the gateway at, such as "https://gateway.example""#
        ),
        Case(
            \.issuer, #"{ "url": "http://a", "algorithm": "ES265" }"#, #"{ "url": "http://a", "algorithm": "ES256" }"#,
            #"issuer.algorithm: "ES265" is not an algorithm that tokens are signed with here; did you mean "ES256"?"#),
        Case(
            \.issuer, #"{ "url": "http://a", "algorithm": "none" }"#, #"{ "url": "http://a", "algorithm": "RS256" }"#,
            #"issuer.algorithm: "none" is not an algorithm that tokens are signed with here; write one of ES256, RS256"#
        ),
        Case(
            \.issuer, #"{ "url": "http://a", "tokenLifetime": "31d" }"#,
            #"{ "url": "http://a", "tokenLifetime": "30d" }"#,
            #"issuer.tokenLifetime: "31d" is out of range; write a whole number and one of ms, s, m, h, d, from "1s" to "30d""#
        ),
        Case(
            \.issuer, #"{ "url": "http://a", "tokenLifetime": "1500ms" }"#,
            #"{ "url": "http://a", "tokenLifetime": "2000ms" }"#,
            "issuer.tokenLifetime: the duration is not a whole number of seconds; write it in s, m, h or d"),
        Case(
            \.issuer, #"{ "url": "http://a", "tokenLifetime": 86400 }"#,
            #"{ "url": "http://a", "tokenLifetime": "24h" }"#,
            #"issuer.tokenLifetime: a number stands where a duration is expected; write a whole number and one of ms, s, m, h, d, from "1s" to "30d""#
        ),
    ]

    static let declarations: [Case] = [
        Case(
            \.audiences,
            #"{ "transactions": { "operations": { "read": "R" } }, "a:b": { "operations": { "c": "C" } } }"#,
            #"{ "transactions": { "operations": { "read": "R" } }, "a-b": { "operations": { "c": "C" } } }"#,
            #"audiences["a:b"]: "a:b" cannot be the name of an audience; use 1 to 100 letters, digits, ".", "_" and "-""#
        ),
        Case(
            \.audiences, #"{ "transactions": { "operations": { "read": "R", "a b": "A" } } }"#,
            #"{ "transactions": { "operations": { "read": "R", "ab": "A" } } }"#,
            #"audiences.transactions.operations["a b"]: "a b" cannot be the name of an operation; use 1 to 100 letters, digits, ".", "_" and "-""#
        ),
        Case(
            \.audiences, #"{ "transactions": { "operations": { "read": "R" } }, "b": {} }"#,
            #"{ "transactions": { "operations": { "read": "R" } }, "b": { "operations": { "c": "C" } } }"#,
            #"audiences.b: "operations" is missing; add "operations": { "read": "See payments" }"#),
        Case(
            \.audiences, #"{ "transactions": { "operations": { "read": "R" } }, "b": { "operations": {} } }"#,
            #"{ "transactions": { "operations": { "read": "R" } }, "b": { "operations": { "c": "C" } } }"#,
            #"audiences.b.operations: no operation is declared; add one, such as "read": "See payments""#),
        Case(
            \.audiences, #"{ "transactions": { "operations": { "read": 1 } } }"#,
            #"{ "transactions": { "operations": { "read": "R" } } }"#,
            #"audiences.transactions.operations.read: a number stands where a string is expected; write it as "See payments""#
        ),
        upstream(
            #""https://a:1""#, #""http://a:1""#,
            #"only http:// endpoints are supported by this version; write it as "http://HOST:PORT""#),
        upstream(
            #""unix:/a""#, #""http://a""#,
            #"only http:// endpoints are supported by this version; write it as "http://HOST:PORT""#),
        upstream(#""a:1""#, #""http://a:1""#, #""a:1" does not begin with http://; write it as "http://HOST:PORT""#),
        upstream(
            #""http://a:1/""#, #""http://a:1""#,
            "an endpoint has no path, because the request's own path is sent; remove what follows the host and port"),
        upstream(
            #""http://a:0""#, #""http://a:1""#,
            #""http://a:0" does not name a host and a port; write it as "http://HOST:PORT""#),
        upstream(
            #""http://127.1:1""#, #""http://127.0.0.1:1""#,
            #""http://127.1:1" does not name a host and a port; write it as "http://HOST:PORT""#),
        upstream(
            #""http://a b:1""#, #""http://a-b:1""#,
            #""http://a b:1" does not name a host and a port; write it as "http://HOST:PORT""#),
        upstream(
            #""http://::1:1""#, #""http://[::1]:1""#,
            #""http://::1:1" does not name a host and a port; write it as "http://HOST:PORT""#),
        Case(
            \.upstreams, #"{ "payments": { "endpoints": ["http://a:80", "http://a"] } }"#,
            #"{ "payments": { "endpoints": ["http://a:80", "http://b"] } }"#,
            #"upstreams.payments.endpoints[1]: "a:80" is listed in upstreams.payments.endpoints[0] already; remove one of the two"#
        ),
        Case(
            \.upstreams, #"{ "payments": {} }"#, #"{ "payments": { "endpoints": ["http://b"] } }"#,
            #"upstreams.payments: "endpoints" is missing; add "endpoints": ["http://127.0.0.1:9001"]"#),
        Case(
            \.upstreams, #"{ "payments": { "endpoints": ["http://b"], "preserveHost": true } }"#,
            #"{ "payments": { "endpoints": ["http://b"] } }"#,
            "upstreams.payments.preserveHost: unknown key; the keys here are endpoints, forwardAuthorization, timeouts"),
        Case(
            \.upstreams, #"{ "payments": { "endpoints": ["http://b"], "timeouts": { "connect": "5" } } }"#,
            #"{ "payments": { "endpoints": ["http://b"], "timeouts": { "connect": "5s" } } }"#,
            #"upstreams.payments.timeouts.connect: "5" is not a duration with a unit; write a whole number and one of ms, s, m, h, d, from "1ms" to "1h""#
        ),
    ]

    private static func upstream(_ wrong: String, _ repaired: String, _ message: String) -> Case {
        Case(
            \.upstreams, #"{ "payments": { "endpoints": [\#(wrong)] } }"#,
            #"{ "payments": { "endpoints": [\#(repaired)] } }"#, "upstreams.payments.endpoints[0]: " + message)
    }

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
            route: #"{ "match": "GET /u", "public": true, "upstream": "payments", "forward": "/v1" }"#,
            #"{ "match": "GET /u", "public": true, "upstream": "payments" }"#,
            "routes[1].forward: unknown key; the keys here are match, scope, public, upstream"),
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
            #""GET /t" matches the same requests as routes[0] "GET /t"; remove one of the two, or make its path more specific"#
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
            #"routes[2].match: no request can reach "GET /a/{y...}", because more specific routes such as routes[0] "GET /a/{x}" take every path that it matches; remove it"#
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

    static let service: [Case] = [
        Case(
            #""management": { "address": "127.0.0.1:8081" }"#, #""realm": "r""#,
            "management: unknown key; the keys here are $schema, listen, store, issuer, audiences, upstreams, routes, loops, accessLog, realm, clockSkew, masterKey, limits, timeouts"
        ),
        Case(#""limit": {}"#, #""limits": {}"#, #"limit: unknown key; did you mean "limits"?"#),
        Case(#""storr": "sqlite:a""#, #""store": "sqlite:a""#, #"storr: unknown key; did you mean "store"?"#),
        Case(
            #""store": "postgres:a""#, #""store": "sqlite:a""#,
            #"store: "postgres:a" names no store that is supported; write sqlite: and a path, such as "sqlite:data/tollgate.db""#
        ),
        Case(
            #""store": "sqlite:""#, #""store": "sqlite:a""#,
            #"store: "sqlite:" names no store that is supported; write sqlite: and a path, such as "sqlite:data/tollgate.db""#
        ),
        Case(
            #""loops": 5"#, #""loops": 4"#,
            "loops: 5 is out of range; write a whole number from 1 to 4, the number of this machine's cores"),
        Case(
            #""loops": 1.5"#, #""loops": 1"#,
            "loops: the number is not whole, or too large; write a whole number from 1 to 4, the number of this machine's cores"
        ),
        Case(
            #""loops": "2""#, #""loops": 2"#,
            "loops: a string stands where a whole number is expected; write a whole number from 1 to 4, the number of this machine's cores"
        ),
        Case(
            #""accessLog": "stdot""#, #""accessLog": "stdout""#,
            #"accessLog: "stdot" is neither "stdout" nor "off" nor clearly a path; did you mean "stdout"? write "./stdot" for a file of that name"#
        ),
        Case(
            #""accessLog": null"#, #""accessLog": "off""#,
            #"accessLog: null stands where a string is expected; write it as "stdout""#),
        Case(
            #""realm": "a\"b""#, #""realm": "a'b""#,
            #"realm: "a\"b" cannot stand in a challenge; use 1 to 100 printable ASCII characters without quotation marks and backslashes"#
        ),
        Case(
            #""realm": "a\nb""#, #""realm": "a b""#,
            #"realm: the string holds a control character or more than 1024 bytes; write it as "tollgate""#),
        Case(
            #""clockSkew": "6m""#, #""clockSkew": "5m""#,
            #"clockSkew: "6m" is out of range; write a whole number and one of ms, s, m, h, d, from "0s" to "5m""#),
        Case(
            #""masterKey": "cGFzc3dvcmQ""#, #""masterKey": "env:NAME""#,
            #"masterKey: a secret does not stand in the configuration, only where it is kept; write "env:NAME" for an environment variable or "file:PATH" for a file"#
        ),
        Case(
            #""masterKey": "env:""#, #""masterKey": "file:a""#,
            #"masterKey: a secret does not stand in the configuration, only where it is kept; write "env:NAME" for an environment variable or "file:PATH" for a file"#
        ),
        Case(
            #""limits": { "head": 8192 }"#, #""limits": { "head": "8192B" }"#,
            #"limits.head: a number stands where a size is expected; write a whole number and one of B, KiB, MiB, GiB, TiB, from "1KiB" to "1MiB""#
        ),
        Case(
            #""limits": { "body": "10MB" }"#, #""limits": { "body": "10MiB" }"#,
            #"limits.body: "10MB" is not a size with a unit; write a whole number and one of B, KiB, MiB, GiB, TiB, from "0B" to "1TiB""#
        ),
        Case(
            #""limits": { "head": "2MiB" }"#, #""limits": { "head": "1MiB" }"#,
            #"limits.head: "2MiB" is out of range; write a whole number and one of B, KiB, MiB, GiB, TiB, from "1KiB" to "1MiB""#
        ),
        Case(
            #""limits": { "connections": 0 }"#, #""limits": { "connections": 1 }"#,
            "limits.connections: 0 is out of range; write a whole number from 1 to 1000000"),
        Case(
            #""timeouts": { "head": "30" }"#, #""timeouts": { "head": "30s" }"#,
            #"timeouts.head: "30" is not a duration with a unit; write a whole number and one of ms, s, m, h, d, from "1ms" to "1h""#
        ),
        Case(
            #""timeouts": { "idle": "0s" }"#, #""timeouts": { "idle": "1s" }"#,
            #"timeouts.idle: "0s" is out of range; write a whole number and one of ms, s, m, h, d, from "1ms" to "1h""#),
        Case(
            #""timeouts": { "hed": "1s" }"#, #""timeouts": { "head": "1s" }"#,
            #"timeouts.hed: unknown key; did you mean "head"?"#),
        Case(
            #""$schema": 1"#, #""$schema": "a""#,
            #"$schema: a number stands where a string is expected; write it as "./gateway.schema.json""#),
    ]

    @Test(arguments: listen + issuer + declarations + routes + requirements + service)
    func `a mistake has one message, word for word, and its repaired twin none`(_ row: Case) {
        let found = problems(row.wrong)
        #expect(found.count == 1)
        #expect(found.first.map(withoutPlace) == row.message)
        #expect(problems(row.repaired) == [])
    }

    private func withoutPlace(_ problem: String) -> String {
        problem.lastIndex(of: "(").map { String(problem[..<$0].dropLast()) } ?? problem
    }

    @Test func `a literal secret is not repeated`() {
        #expect(!problems(Sample.with(#""masterKey": "s3cr3t""#).text).joined().contains("s3cr3t"))
    }
}
