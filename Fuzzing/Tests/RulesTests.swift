import Policy
import Testing

/// The rules that the fuzzer compares with refuse what the RFCs refuse, and accept the same with that one place repaired: rules
/// that accept everything would find nothing.
struct RulesTests {
    private static let end = "\r\nHost: a\r\n\r\n"

    @Test(arguments: [
        ("GET / HTTP/1.1\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("GET  / HTTP/1.1" + end, "GET / HTTP/1.1" + end), ("GET /# HTTP/1.1" + end, "GET /%23 HTTP/1.1" + end),
        ("GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"),
        ("GET / HTTP/1.1\r\nX : b" + end, "GET / HTTP/1.1\r\nX: b" + end),
        ("GET / HTTP/1.1\r\nContent-Length: 010" + end, "GET / HTTP/1.1\r\nContent-Length: 10" + end),
        (
            "GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked" + end,
            "GET / HTTP/1.1\r\nTransfer-Encoding: chunked" + end
        ),
        ("GET http://b/ HTTP/1.1" + end, "GET http://A/ HTTP/1.1" + end),
        ("GET / HTTP/1.1\r\nHost: [::1::]\r\n\r\n", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"),
    ])
    func `a request head is judged by RFC 9112`(bad: String, repaired: String) {
        #expect(RequestRules.read([UInt8](bad)) == nil)
        #expect(RequestRules.read([UInt8](repaired)) != nil)
    }

    @Test(arguments: [
        ("HTTP/1.1 99 A\r\n\r\n", "HTTP/1.1 100 A\r\n\r\n"), ("HTTP/2.0 200 A\r\n\r\n", "HTTP/1.0 200 A\r\n\r\n"),
        ("HTTP/1.1 200OK\r\n\r\n", "HTTP/1.1 200\r\n\r\n"),
        ("HTTP/1.0 200 \r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n"),
    ])
    func `a response head is judged by RFC 9112`(bad: String, repaired: String) {
        #expect(ResponseRules.read([UInt8](bad), toHEAD: false) == nil)
        #expect(ResponseRules.read([UInt8](repaired), toHEAD: false) != nil)
    }

    @Test(arguments: [
        ("+1\r\na\r\n0\r\n\r\n", "1\r\na\r\n0\r\n\r\n"), ("1\r\nab\r\n0\r\n\r\n", "2\r\nab\r\n0\r\n\r\n"),
        ("1 \r\na\r\n0\r\n\r\n", "1;\r\na\r\n0\r\n\r\n"), ("0\r\n X: y\r\n\r\n", "0\r\nX: y\r\n\r\n"),
        ("0\n\r\n", "0\r\n\r\n"),
    ])
    func `chunks are judged by RFC 9112`(bad: String, repaired: String) {
        #expect(ChunkedRules([UInt8](bad)).verdict == .refused)
        #expect(ChunkedRules([UInt8](repaired)).verdict == .complete(rest: 0))
    }

    @Test(arguments: [
        ("/a/../b", "/a/..b/b"), ("//", "/"), ("/...", "/...a"), ("/%20", "/%20a"), ("/a/.%20.", "/a/.%20.b"),
        ("/a;b", "/a,b"), ("/%61", "/a"), ("/%2f", "/%20a"),
        ("/%c0%af", "/%c3%af"),
        ("/%0", "/%20a"), ("/a\\b", "/a-b"), ("/%00", "/%21"), ("a", "/a"), ("/\u{e9}", "/e"),
    ])
    func `a path that two parsers could read differently is not plain`(bad: String, repaired: String) {
        #expect(!PlainPath.isPlain([UInt8](bad), allowsEncodedSlashes: false))
        #expect(PlainPath.isPlain([UInt8](repaired), allowsEncodedSlashes: false))
    }

    @Test(arguments: [
        ("/files/a%20b.", "/files/a%20b.x"), ("/files/a%20b%20", "/files/%20a%20b"),
        ("/FILES../a b. .", "/FILES../a b. .-"),
        ("/files./a%20b", "/.files/a%20b"), ("/files/a%20b%2e", "/files/a%20b%2d"),
    ])
    func `a service that drops dots and spaces from the end of a segment takes these for a route`(
        like: String, unlike: String
    ) throws {
        let pattern = try PathPattern("/files/a%20b")
        let takers = { (path: String, options: RouteOptions) in
            PathReader.all(options).filter { $0.matches(pattern, $0.segments([UInt8](path))) }
        }
        #expect(!takers(like, []).isEmpty)
        #expect(takers(like, []).allSatisfy { $0.dropsEnds })
        #expect(takers(like, .caseSensitive).isEmpty)
        #expect(takers(unlike, []).isEmpty)
    }

    @Test(arguments: [
        ("/accounts/export/", "/accounts/export", "/accounts/exports/"),
        ("/accounts/export", "/accounts/export/", "/accounts/expor"),
    ])
    func `a service for which a slash at the end makes no difference takes these for a route`(
        like: String, pattern: String, unlike: String
    ) throws {
        let pattern = try PathPattern(pattern)
        let takers = { (path: String) in
            PathReader.all(.caseSensitive).filter { $0.matches(pattern, $0.segments([UInt8](path))) }
        }
        #expect(!takers(like).isEmpty)
        #expect(takers(like).allSatisfy { $0.ignoresLastSlash })
        #expect(takers(unlike).isEmpty)
    }

    @Test(arguments: [
        ("[1,]", "[1]"), ("{\"a\":1,\"\\u0061\":2}", "{\"a\":1,\"b\":2}"), ("[01]", "[0.1]"),
        ("\"\\ud800\"", "\"\\ud83d\\ude00\""),
        ("\"\t\"", "\"\\t\""), ("[1e]", "[1e0]"), ("[[[]]]", "[[]]"), ("nul", "null"), ("{} {}", "{} "),
    ])
    func `JSON is judged by RFC 8259`(bad: String, repaired: String) {
        #expect(JSONRules.read([UInt8](bad), depth: 2) == nil)
        #expect(JSONRules.read([UInt8](repaired), depth: 2) != nil)
    }

    @Test(arguments: [("YQ", "YQ=="), ("YR==", "YQ=="), ("YQ=", "YWI="), ("Y Q==", "YWJj"), ("_-8=", "/+8=")])
    func `base64 is judged by RFC 4648`(bad: String, repaired: String) {
        #expect(Base64Rules.decode([UInt8](bad), isURL: false) == nil)
        #expect(Base64Rules.decode([UInt8](repaired), isURL: false) != nil)
    }

    @Test(arguments: [("a=1&a=1", "a=1&b=1"), ("a=%2", "a=%20"), ("a=%c0%af", "a=%c3%af")])
    func `a form is judged by its rules`(bad: String, repaired: String) {
        #expect(FormRules.read([UInt8](bad)) == nil)
        #expect(FormRules.read([UInt8](repaired)) != nil)
    }

    @Test(arguments: [
        // Unused bits that are not zero, no space but a tab, no colon, and a half that is not UTF-8.
        ("Basic YTp=", "Basic YTo="), ("Basic \tYTpi", "Basic  YTpi"), ("Basic YWI=", "bAsIc YTpi"),
        ("Basic /zpi", "Basic YTpi"),
    ])
    func `Basic credentials are judged by RFC 7617`(bad: String, repaired: String) {
        #expect(BasicRules.read([UInt8](bad)) == .refused)
        guard case .credentials(id: [UInt8(ascii: "a")], secret: _) = BasicRules.read([UInt8](repaired)) else {
            Issue.record("\(repaired) is \(BasicRules.read([UInt8](repaired)))")
            return
        }
    }

    @Test(arguments: [
        (#""listen":[{"address":"0.0.0.0:80"}]"#, #""listen":[{"address":"0.0.0.0:80","plaintext":true}]"#),
        (#""listen":[{"address":"[::2]:80"}]"#, #""listen":[{"address":"[::1]:80"}]"#),
        (#""listen":[{"address":"[::ffff:10.0.0.1]:80"}]"#, #""listen":[{"address":"[::ffff:127.0.0.1]:80"}]"#),
        (#""management":{"address":"10.0.0.1:81"}"#, #""management":{"address":"127.9.9.9:81"}"#),
        (#""management":{"address":"[::]:81"}"#, #""management":{"address":"[::]:81","plaintext":true}"#),
        (#""routes":[{"upstream":"p"}]"#, #""routes":[{"upstream":"p","public":true}]"#),
        (
            #""routes":[{"upstream":"p","public":true,"scope":"t:r"}]"#,
            #""routes":[{"upstream":"p","scope":"t:r"}]"#
        ),
        (
            #""routes":[{"upstream":"p","scope":{"any":["t:r","t:w"]}}]"#,
            #""routes":[{"upstream":"p","scope":{"any":["t:r"]}}]"#
        ),
        (
            #""routes":[{"upstream":"p","scope":{"all":["t:r","t:w"]}}]"#,
            #""routes":[{"upstream":"p","scope":{"all":["t:r"]}}]"#
        ),
        (#""routes":[{"upstream":"p","scope":"t:w"}]"#, #""routes":[{"upstream":"p","scope":"t:r"}]"#),
        (#""routes":[{"upstream":"p","scope":"t:r:r"}]"#, #""routes":[{"upstream":"p","scope":"t:r"}]"#),
        (#""routes":[{"upstream":"q","public":true}]"#, #""routes":[]"#), (#""route":[]"#, #""realm":"r""#),
    ])
    func `a configuration that opens what nobody asked for must be refused`(bad: String, repaired: String) {
        let refusal = { (member: String) in
            let text = #"{"audiences":{"t":{"operations":{"r":"R"}}},"upstreams":{"p":{}},"# + member + "}"
            let document = JSONRules.read([UInt8](text), depth: 8)
            return document.map { ConfigurationRules(document: $0).refusal ?? "accepted" }
        }
        #expect(refusal(bad) != "accepted" && refusal(bad) != nil)
        #expect(refusal(repaired) == "accepted")
    }

    @Test func `claims are judged by RFC 9068`() {
        let rules = TokenRules(issuer: "i", keyID: "k", algorithm: "ES256", now: 10)
        let good = #"{"iss":"i","sub":"s","client_id":"c","aud":"a","iat":1,"exp":11,"jti":"j","gen":0}"#
        let accepts = { (text: String) in JSONRules.read([UInt8](text), depth: 4).map(rules.accepts(claims:)) }
        #expect(accepts(good) == true)
        for (part, bad) in [
            ("11", "10"), (#""i""#, #""I""#), (#""a""#, "[]"), ("}", #","cnf":{}}"#), ("}", #","nbf":11}"#),
        ] {
            #expect(accepts(good.replacing(part, with: bad, maxReplacements: 1)) == false, "\(bad) for \(part)")
        }
    }
}
