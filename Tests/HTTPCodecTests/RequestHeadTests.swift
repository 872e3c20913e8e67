import HTTPCodec
import Testing

@Suite struct RequestHeadTests {
    @Test func `a request says what stands in it`() {
        let message =
            "POST /a/b?c=d?e HTTP/1.1\r\nHost: Example.COM:8080\r\nX-Empty:\r\nauthorization: \t Bearer abc \t\r\n"
            + "Connection: close, X-Mine\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\nxyzREST"
        let outcome = MessageDriver.request.outcome(of: message)
        #expect(outcome.end == .complete)
        #expect(outcome.content == Latin1.bytes("xyz"))
        #expect(outcome.rest == 4)
        #expect(outcome.says("method") == "post")
        #expect(outcome.says("methodName") == "POST")
        #expect(outcome.says("target") == "/a/b?c=d?e")
        #expect(outcome.says("path") == "/a/b")
        #expect(outcome.says("query") == "c=d?e")
        #expect(outcome.says("host") == "Example.COM:8080")
        #expect(outcome.says("version") == "1.1")
        #expect(outcome.says("authorization") == "Bearer abc")
        #expect(outcome.says("continue") == "true")
        #expect(outcome.says("framing") == "length(3)")
        #expect(outcome.says("persistent") == "false")
        #expect(outcome.says("bytes") == "\(Latin1.bytes(message).count - 7)")
        #expect(
            outcome.fields == [
                "Host: Example.COM:8080", "X-Empty: ", "authorization: Bearer abc", "Connection: close, X-Mine",
                "Expect: 100-Continue", "Content-Length: 3",
            ])
    }

    @Test func `one head value read after another holds nothing of the first`() throws {
        let first = Latin1.bytes(
            "POST /a?b HTTP/1.1\r\nHost: a\r\nAuthorization: x\r\nExpect: 100-continue\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n")
        let second = Latin1.bytes("GET / HTTP/1.1\r\nHost: b\r\n\r\n")
        var head = RequestHead()
        try head.parse(first.span, byteCount: first.count, limits: HeadLimits())
        let isRead = head.expectsContinue && head.framing == .chunked && head.authorization != nil
        #expect(isRead)
        try head.parse(second.span, byteCount: second.count, limits: HeadLimits())
        var fresh = RequestHead()
        try fresh.parse(second.span, byteCount: second.count, limits: HeadLimits())
        let text = HeadText.of(head, second.span)
        let expected = HeadText.of(fresh, second.span)
        #expect(text == expected)
        let (lines, freshLines) = (head.fields.lines, fresh.fields.lines)
        #expect(lines == freshLines)
        let isFresh = head.query == nil && head.authorization == nil && !head.expectsContinue && head.isPersistent
        #expect(isFresh)
    }

    @Test(
        arguments: [
            ("GET /p?q HTTP/1.1", "/p", "q"), ("GET /? HTTP/1.1", "/", ""), ("GET / HTTP/1.1", "/", nil),
            ("GET http://h/p?q HTTP/1.1", "/p", "q"), ("GET HTTP://h HTTP/1.1", "/", nil),
            ("GET http://H/ HTTP/1.1", "/", nil), ("GET https://h?q HTTP/1.1", "/", "q"),
            ("GET http://h/p:1/ HTTP/1.1", "/p:1/", nil), ("OPTIONS * HTTP/1.1", "*", nil),
            ("GET //h/p HTTP/1.1", "//h/p", nil), ("GET /http://h/ HTTP/1.1", "/http://h/", nil),
        ] as [(String, String, String?)])
    func `a target falls into path and query`(line: String, path: String, query: String?) {
        let outcome = MessageDriver.request.outcome(of: line + "\r\nHost: h\r\n\r\n")
        #expect(outcome.end == .complete)
        #expect(outcome.says("path") == path)
        #expect(outcome.says("query") == query)
        #expect(outcome.says("host") == "h")
    }

    private static let host = "\r\nHost: h\r\n\r\n"

    static let requestLines: [FaultCase] = {
        let good = "GET / HTTP/1.1" + host
        func bad(_ name: String, _ line: String, _ fault: MessageFault, repaired: String? = nil) -> FaultCase {
            FaultCase(name, line + host, fault, repaired: repaired.map { $0 + host } ?? good)
        }
        return [
            bad("no version", "GET /", .requestLine),
            bad("no version, but a space", "GET / ", .requestLine),
            bad("no target", "GET HTTP/1.1", .requestLine),
            bad("no method", " / HTTP/1.1", .requestLine),
            bad("nothing", "", .requestLine),
            bad("two spaces before the target", "GET  / HTTP/1.1", .requestLine),
            bad("two spaces after the target", "GET /  HTTP/1.1", .requestLine),
            bad("a space at the end", "GET / HTTP/1.1 ", .requestLine),
            bad("a tab for a space", "GET\t/ HTTP/1.1", .requestLine),
            bad("a method that is no token", "G@T / HTTP/1.1", .requestLine, repaired: "G~T / HTTP/1.1"),
            bad("lower-case version", "GET / http/1.1", .requestLine),
            bad("another protocol", "GET / FTP/1.1", .requestLine),
            bad("a version of three digits", "GET / HTTP/1.11", .requestLine),
            bad("a version without a dot", "GET / HTTP/111", .requestLine),
            bad("a version cut short", "GET / HTTP/1.", .requestLine),
            bad("version 2", "GET / HTTP/2.0", .version),
            bad("version 0.9", "GET / HTTP/0.9", .version),
            bad("a fragment", "GET /a#b HTTP/1.1", .target, repaired: "GET /a%23b HTTP/1.1"),
            bad("a space in the target", "GET /a b HTTP/1.1", .requestLine, repaired: "GET /a%20b HTTP/1.1"),
            bad("a byte over 127 in the target", "GET /\u{E9} HTTP/1.1", .target, repaired: "GET /%E9 HTTP/1.1"),
            bad("a control in the target", "GET /\u{1} HTTP/1.1", .target, repaired: "GET /%01 HTTP/1.1"),
            bad("DEL in the target", "GET /\u{7F} HTTP/1.1", .target, repaired: "GET /%7F HTTP/1.1"),
            bad("a relative target", "GET a/b HTTP/1.1", .target, repaired: "GET /a/b HTTP/1.1"),
            bad("an asterisk for GET", "GET * HTTP/1.1", .target, repaired: "OPTIONS * HTTP/1.1"),
            bad("more than an asterisk", "OPTIONS *a HTTP/1.1", .target, repaired: "OPTIONS * HTTP/1.1"),
            bad("an authority as target", "GET h:80 HTTP/1.1", .target, repaired: "GET http://h HTTP/1.1"),
            bad("another scheme", "GET ftp://h/ HTTP/1.1", .target, repaired: "GET http://h/ HTTP/1.1"),
            bad("no authority", "GET http:/// HTTP/1.1", .target, repaired: "GET http://h/ HTTP/1.1"),
            bad("nothing after https://", "GET https:// HTTP/1.1", .target, repaired: "GET https://h HTTP/1.1"),
            bad("nothing after http://", "GET http:// HTTP/1.1", .target, repaired: "GET http://h HTTP/1.1"),
            bad("CONNECT", "CONNECT h:443 HTTP/1.1", .connectMethod, repaired: "CONNECTs /h HTTP/1.1"),
        ]
    }()

    @Test(arguments: requestLines)
    func `a request line that is not one is refused`(_ fault: FaultCase) { fault.check(.request) }

    static let fieldLines: [FaultCase] = {
        func bad(_ name: String, _ lines: String, _ fault: MessageFault, repaired: String) -> FaultCase {
            let start = "GET / HTTP/1.1\r\n"
            return FaultCase(name, start + lines + "\r\n\r\n", fault, repaired: start + repaired + "\r\n\r\n")
        }
        return [
            bad("a space before the colon", "Host: h\r\nA : b", .fieldName, repaired: "Host: h\r\nA: b"),
            bad("a tab before the colon", "Host: h\r\nA\t: b", .fieldName, repaired: "Host: h\r\nA: b"),
            bad("a space before Host's colon", "Host : h", .fieldName, repaired: "Host: h"),
            bad("no colon", "Host: h\r\nAb", .fieldName, repaired: "Host: h\r\nAb:"),
            bad("no name", "Host: h\r\n: b", .fieldName, repaired: "Host: h\r\nA: b"),
            bad("a name that is no token", "Host: h\r\nA(b): c", .fieldName, repaired: "Host: h\r\nA!b: c"),
            bad("a name with a byte over 127", "Host: h\r\nA\u{DF}: c", .fieldName, repaired: "Host: h\r\nA: \u{DF}"),
            bad("a folded line", "Host: h\r\nA: b\r\n c", .foldedLine, repaired: "Host: h\r\nA: b c"),
            bad("a line folded with a tab", "Host: h\r\nA: b\r\n\tc", .foldedLine, repaired: "Host: h\r\nA: b\tc"),
            bad("white space before the first field", " A: b\r\nHost: h", .foldedLine, repaired: "A: b\r\nHost: h"),
            bad("a tab before the first field", "\tHost: h", .foldedLine, repaired: "Host: h"),
            bad("a line of white space", "Host: h\r\n \r\nA: b", .foldedLine, repaired: "Host: h\r\nA: b"),
            bad("NUL in a value", "Host: h\r\nA: b\u{0}c", .nul, repaired: "Host: h\r\nA: bc"),
            bad("NUL in a name", "Host: h\r\nA\u{0}: c", .nul, repaired: "Host: h\r\nA: c"),
            bad("a bell in a value", "Host: h\r\nA: b\u{7}c", .fieldValue, repaired: "Host: h\r\nA: b\tc"),
            bad("DEL in a value", "Host: h\r\nA: b\u{7F}c", .fieldValue, repaired: "Host: h\r\nA: b\u{80}c"),
            bad("a bare LF ends a line", "Host: h\nA: b", .bareLineFeed, repaired: "Host: h\r\nA: b"),
            bad("a bare CR in a value", "Host: h\r\nA: b\rc", .bareCarriageReturn, repaired: "Host: h\r\nA: bc"),
            bad("two CR", "Host: h\r\r\nA: b", .bareCarriageReturn, repaired: "Host: h\r\nA: b"),
            bad(
                "two Authorization", "Host: h\r\nAuthorization: a\r\nauthorization: a", .repeatedAuthorization,
                repaired: "Host: h\r\nAuthorization: a"),
            bad("an unknown expectation", "Host: h\r\nExpect: gold", .expectation, repaired: "Host: h\r\nX: gold"),
            bad(
                "a second expectation", "Host: h\r\nExpect: 100-continue, gold", .expectation,
                repaired: "Host: h\r\nExpect: 100-continue"),
            bad(
                "an empty expectation", "Host: h\r\nExpect:", .expectation, repaired: "Host: h\r\nExpect: 100-CONTINUE"),
        ]
    }()

    @Test(arguments: fieldLines)
    func `a field line that two parsers could read differently is refused`(_ fault: FaultCase) { fault.check(.request) }

    @Test func `the request line ends in CR LF too`() {
        let bare = "GET / HTTP/1.1\nHost: h\r\n\r\n"
        #expect(MessageDriver.request.outcome(of: bare).end == .fault(.bareLineFeed))
        #expect(MessageDriver.request.outcome(of: "GET / HTTP/1.1\r\nHost: h\r\n\n").end == .fault(.bareLineFeed))
        #expect(MessageDriver.request.outcome(of: "GET / HTTP/1.1\r\nHost: h\r\n\r\n").end == .complete)
    }

    @Test func `HTTP/1.0 closes unless it asks to stay, and 1.1 stays unless it asks to close`() {
        func persistent(_ version: String, _ connection: String) -> String? {
            MessageDriver.request.outcome(of: "GET / HTTP/\(version)\r\nHost: h\r\n\(connection)\r\n").says(
                "persistent")
        }
        #expect(persistent("1.1", "") == "true")
        #expect(persistent("1.1", "Connection: Close\r\n") == "false")
        #expect(persistent("1.1", "Connection: keep-alive\r\nConnection: a, close\r\n") == "false")
        #expect(persistent("1.0", "") == "false")
        #expect(persistent("1.0", "Connection: Keep-Alive\r\n") == "true")
        #expect(persistent("1.0", "Connection: keep-alive, close\r\n") == "false")
    }

    @Test func `an expectation in HTTP/1.0 is passed over`() {
        let fields = "\r\nHost: h\r\nExpect: 100-continue\r\n\r\n"
        #expect(MessageDriver.request.outcome(of: "GET / HTTP/1.0" + fields).says("continue") == "false")
        #expect(MessageDriver.request.outcome(of: "GET / HTTP/1.1" + fields).says("continue") == "true")
    }
}
