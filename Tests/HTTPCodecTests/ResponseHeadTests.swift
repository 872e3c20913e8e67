import HTTPCodec
import Testing

@Suite struct ResponseHeadTests {
    @Test func `a response says what stands in it`() {
        let message =
            "HTTP/1.1 404 Not \u{FC}ber\tFound\r\nDate: now\r\nConnection: upgrade, keep-alive\r\nContent-Length: 2\r\n"
            + "WWW-Authenticate: Basic realm=\"a, b\"\r\n\r\nokHTTP"
        let outcome = MessageDriver.response.outcome(of: message)
        #expect(outcome.end == .complete)
        #expect(outcome.content == Latin1.bytes("ok"))
        #expect(outcome.rest == 4, "bytes behind the message are seen")
        #expect(outcome.says("status") == "404")
        #expect(outcome.says("phrase") == "Not \u{FC}ber\tFound")
        #expect(outcome.says("length") == "2")
        #expect(outcome.says("date") == "true")
        #expect(outcome.says("persistent") == "true")
        #expect(outcome.fields.last == "WWW-Authenticate: Basic realm=\"a, b\"")
    }

    static let statusLines: [FaultCase] = {
        func bad(_ line: String, _ fault: MessageFault = .statusLine) -> FaultCase {
            FaultCase(
                line, line + "\r\nContent-Length: 0\r\n\r\n", fault,
                repaired: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        return [
            bad(""), bad("200 OK"), bad("HTTP/1.1"), bad("HTTP/1.1 "), bad("HTTP/1.1 20"), bad("HTTP/1.1 20 OK"),
            bad("HTTP/1.1 2000 OK"), bad("HTTP/1.1 -20 OK"), bad("HTTP/1.1 +200 OK"), bad("HTTP/1.1  200 OK"),
            bad("HTTP/1.1\t200 OK"), bad("HTTP/1.1 200\tOK"), bad("HTTP/1.1 2x0 OK"), bad("HTTP/1.1 099 OK"),
            bad("HTTP/1.1 000 OK"), bad("HTTP/1.1 600 OK"), bad("HTTP/1.1 999 OK"), bad("http/1.1 200 OK"),
            bad(" HTTP/1.1 200 OK"), bad("HTTP/11 200 OK"), bad("HTTP/1.1200 OK"), bad("HTTP/1.1 200OK"),
            bad("HTTP/1.x 200 OK"), bad("HTTP/2 200 OK"), bad("ICY 200 OK padding"), bad("HTTP/1.1 200 O\u{1}K"),
            bad("HTTP/1.1 200 O\u{7F}K"), bad("HTTP/1.2 200 OK", .version), bad("HTTP/1.9 200 OK", .version),
            bad("HTTP/1.1 200 O\u{0}K", .nul), bad("HTTP/1.1 200 O\rK", .bareCarriageReturn),
            bad("HTTP/1.1 200 OK\nA: b", .bareLineFeed),
        ]
    }()

    @Test(arguments: statusLines)
    func `a status line that is not one is refused`(_ fault: FaultCase) { fault.check(.response) }

    static let fieldLines: [FaultCase] = {
        func bad(_ name: String, _ line: String, _ fault: MessageFault, repaired: String) -> FaultCase {
            let start = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
            return FaultCase(name, start + line + "\r\n\r\n", fault, repaired: start + repaired + "\r\n\r\n")
        }
        return [
            bad("a space before the colon", "A : b", .fieldName, repaired: "A: b"),
            bad("a folded line", "A: b\r\n c", .foldedLine, repaired: "A: b c"),
            bad("a name that is no token", "A\u{E9}: b", .fieldName, repaired: "A: b\u{E9}"),
            bad("no colon", "A", .fieldName, repaired: "A:"),
            bad("NUL", "A: \u{0}", .nul, repaired: "A: "),
            bad("a bare CR", "A: b\rc", .bareCarriageReturn, repaired: "A: b c"),
            bad("a bare LF", "A: b\nc: d", .bareLineFeed, repaired: "A: b\r\nc: d"),
            bad("a control", "A: \u{1B}[0m", .fieldValue, repaired: "A: [0m"),
        ]
    }()

    @Test(arguments: fieldLines)
    func `a response's field lines are read as strictly as a request's`(_ fault: FaultCase) { fault.check(.response) }

    @Test(arguments: ["HTTP/1.1 200 \r\n", "HTTP/1.0 200 OK\r\n", "HTTP/1.1 200\r\n", "HTTP/1.1 599 x\r\n"])
    func `an unusual status line is accepted`(line: String) {
        #expect(MessageDriver.response.outcome(of: line + "Content-Length: 0\r\n\r\n").end == .complete)
    }

    @Test func `the shortest response is one`() {
        #expect(MessageDriver.response.outcome(of: "HTTP/1.1 204\r\n\r\n").end == .complete)
        #expect(MessageDriver.response.outcome(of: "HTTP/1.1 20\r\n\r\n").end == .fault(.statusLine))
    }

    @Test(
        arguments: [
            ("HTTP/1.1 200 OK", Method.head), ("HTTP/1.1 204 No Content", .get), ("HTTP/1.1 304 Not Modified", .get),
            ("HTTP/1.1 100 Continue", .post), ("HTTP/1.1 103 Early Hints", .get), ("HTTP/1.1 199 x", .get),
        ])
    func `a response that cannot have content has none, whatever the fields say`(line: String, method: Method) {
        let driver = MessageDriver(side: .response(to: method))
        for fields in ["", "Content-Length: 4\r\n", "Transfer-Encoding: chunked\r\n"] {
            let outcome = driver.outcome(of: line + "\r\n" + fields + "\r\nnext")
            #expect(outcome.end == .complete)
            #expect(outcome.content.isEmpty)
            #expect(outcome.rest == 4)
        }
        let answered = MessageDriver.response.outcome(of: "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnext")
        #expect(answered.content == Latin1.bytes("next"))
    }

    @Test func `only 1xx precedes the answer`() {
        func interim(_ status: Int) -> String? {
            MessageDriver.response.outcome(of: "HTTP/1.1 \(status) x\r\n\r\n").says("interim")
        }
        #expect(interim(100) == "true" && interim(101) == "true" && interim(199) == "true")
        #expect(interim(200) == "false" && interim(500) == "false")
    }

    @Test(
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n", "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r",
        ])
    func `a response cut short is never complete`(message: String) {
        #expect(MessageDriver.response.outcome(of: message).end == .needsMore)
    }

    @Test func `an answer stays on its connection only where both ends know where it ended`() {
        func persistent(_ head: String) -> String? {
            MessageDriver.response.outcome(of: head + "\r\n\r\n").says("persistent")
        }
        #expect(persistent("HTTP/1.1 200 OK\r\nContent-Length: 0") == "true")
        #expect(persistent("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close") == "false")
        #expect(persistent("HTTP/1.1 200 OK") == "false")
        #expect(persistent("HTTP/1.0 200 OK\r\nContent-Length: 0") == "false")
        #expect(persistent("HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive") == "true")
        #expect(persistent("HTTP/1.0 200 OK\r\nConnection: keep-alive") == "false")
    }

    @Test func `one head value read after another holds nothing of the first`() throws {
        let first = Latin1.bytes("HTTP/1.0 200 OK\r\nDate: x\r\nConnection: close\r\nContent-Length: 9\r\n\r\n")
        let second = Latin1.bytes("HTTP/1.1 204 \r\n\r\n")
        var head = ResponseHead()
        try head.parse(first.span, byteCount: first.count, to: .get, limits: HeadLimits())
        let isRead = head.hasDate && head.contentLength == 9
        #expect(isRead)
        try head.parse(second.span, byteCount: second.count, to: .get, limits: HeadLimits())
        var fresh = ResponseHead()
        try fresh.parse(second.span, byteCount: second.count, to: .get, limits: HeadLimits())
        let text = HeadText.of(head, second.span)
        let expected = HeadText.of(fresh, second.span)
        #expect(text == expected)
        let (lines, freshLines) = (head.fields.lines, fresh.fields.lines)
        #expect(lines == freshLines)
    }
}
