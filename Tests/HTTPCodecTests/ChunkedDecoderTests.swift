import HTTPCodec
import Testing

/// The chunked transfer coding (RFC 9112 §7.1), read as a request's content.
@Suite struct ChunkedDecoderTests {
    private static let head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"

    private func outcome(_ content: String) -> Outcome { MessageDriver.request.outcome(of: Self.head + content) }

    @Test(
        arguments: [
            ("0\r\n\r\n", ""), ("5\r\nhello\r\n0\r\n\r\n", "hello"), ("A\r\n0123456789\r\n0\r\n\r\n", "0123456789"),
            ("a\r\n0123456789\r\n0\r\n\r\n", "0123456789"), ("005\r\nhello\r\n000\r\n\r\n", "hello"),
            ("1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n", "abc"), ("4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n"),
            ("1;a\r\nx\r\n0;b=c\r\n\r\n", "x"), ("1;a=\"b; c\"\r\nx\r\n0\r\n\r\n", "x"),
            ("1\r\nx\r\n0\r\nA: b\r\nC:\r\n\r\n", "x"), ("7\r\n0\r\n\r\nGE\r\n0\r\n\r\n", "0\r\n\r\nGE"),
        ])
    func `chunks are taken apart`(coded: String, content: String) {
        let outcome = outcome(coded + "NEXT")
        #expect(outcome.end == .complete)
        #expect(Latin1.text(outcome.content) == content)
        #expect(outcome.rest == 4, "what follows belongs to the next message")
    }

    static let sizes: [FaultCase] = [
        "+1", "-1", "0x1", "0X1", " 1", "1 ", "\t1", "1\t", "1 ;a", "1_0", "1,", "g", "", "x", "\u{E9}", "\u{B9}", "1h",
        "1\u{0}", ";a", "\"1\"", "1.0", "10000000000000000", "FFFFFFFFFFFFFFFF1", "100000000000000001",
        "FFFFFFFFFFFFFFFF", "8000000000000000", "1\r\r", "1;a\u{0}", "1;a\u{1}", "1;a\u{7F}", "1;a\rb",
    ].map { FaultCase("size: \($0)", head + $0 + "\r\nx\r\n0\r\n\r\n", .chunk, repaired: head + "1\r\nx\r\n0\r\n\r\n") }

    static let lines: [FaultCase] = {
        func bad(_ name: String, _ content: String, repaired: String) -> FaultCase {
            FaultCase(name, head + content, .chunk, repaired: head + repaired)
        }
        let good = "1\r\nx\r\n0\r\n\r\n"
        return [
            bad("LF after the size", "1\nx\r\n0\r\n\r\n", repaired: good),
            bad("LF after an extension", "1;a\nx\r\n0\r\n\r\n", repaired: "1;a\r\nx\r\n0\r\n\r\n"),
            bad("LF after the data", "1\r\nx\n0\r\n\r\n", repaired: good),
            bad("no line end after the data", "1\r\nx0\r\n\r\n", repaired: good),
            bad("CR without LF after the data", "1\r\nx\r0\r\n\r\n", repaired: good),
            bad("more data than the size", "1\r\nxx\r\n0\r\n\r\n", repaired: "2\r\nxx\r\n0\r\n\r\n"),
            bad("less data than the size", "3\r\nx\r\n0\r\n\r\n", repaired: "1\r\nx\r\n0\r\n\r\n"),
            bad("an empty line before the size", "\r\n1\r\nx\r\n0\r\n\r\n", repaired: good),
            bad("LF after the last size", "0\n\r\n", repaired: "0\r\n\r\n"),
        ]
    }()

    @Test(arguments: sizes)
    func `a size that is not bare hexadecimal digits is refused`(_ fault: FaultCase) { fault.check(.request) }

    @Test(arguments: lines)
    func `a chunk that does not end where its size says is refused`(_ fault: FaultCase) { fault.check(.request) }

    static let trailers: [FaultCase] = [
        ("a folded trailer", "A: b\r\n c\r\n", "A: b c\r\n"), ("a space before the colon", "A : b\r\n", "A: b\r\n"),
        ("no colon", "Ab\r\n", "A:b\r\n"), ("no name", ": b\r\n", "A: b\r\n"), ("LF", "A: b\n", "A: b\r\n"),
        ("a bare CR", "A: b\rc\r\n", "A: bc\r\n"), ("NUL", "A: \u{0}\r\n", "A: \r\n"),
        ("a control", "A: \u{8}\r\n", "A: \u{9}\r\n"), ("DEL", "A: \u{7F}\r\n", "A: \u{80}\r\n"),
        ("a name that is no token", "A\u{E9}: b\r\n", "A: \u{E9}\r\n"), ("white space first", " A: b\r\n", "A: b\r\n"),
        ("a request behind a missing line end", "GET / HTTP/1.1\r\n", ""),
    ].map { name, bad, repaired in
        FaultCase(name, head + "0\r\n" + bad + "\r\n", .trailer, repaired: head + "0\r\n" + repaired + "\r\n")
    }

    @Test(arguments: trailers)
    func `a malformed trailer is refused`(_ fault: FaultCase) { fault.check(.request) }

    @Test func `the empty line ends in CR LF`() {
        #expect(outcome("0\r\n\n").end == .fault(.trailer))
        #expect(outcome("0\r\n\rx").end == .fault(.trailer))
        #expect(outcome("0\r\n\r\n").end == .complete)
    }

    @Test func `trailers never become content nor header fields`() {
        let outcome = outcome("1\r\nx\r\n0\r\nContent-Length: 9\r\nAuthorization: evil\r\nHost: evil\r\n\r\n")
        #expect(outcome.end == .complete)
        #expect(outcome.content == Latin1.bytes("x"))
        #expect(outcome.says("authorization") == nil)
        #expect(outcome.says("host") == "h")
        #expect(!outcome.fields.contains { $0.hasPrefix("Content-Length") })
    }

    @Test(arguments: [
        "", "5", "5\r", "5\r\n", "5\r\nhel", "5\r\nhello", "5\r\nhello\r\n", "5\r\nhello\r\n0\r\n", "5;a",
    ])
    func `a content cut short is never complete`(start: String) {
        #expect(outcome(start).end == .needsMore)
    }

    @Test func `an extension is bounded`() {
        func end(_ count: Int) -> Outcome.End {
            outcome("1;" + String(repeating: "a", count: count) + "\r\nx\r\n0\r\n\r\n").end
        }
        #expect(end(256) == .complete)
        #expect(end(257) == .fault(.chunk))
    }

    @Test func `each chunk may have an extension`() {
        let chunk = "1;" + String(repeating: "a", count: 200) + "\r\nx\r\n"
        #expect(outcome(String(repeating: chunk, count: 3) + "0\r\n\r\n").end == .complete)
    }

    @Test func `the trailer section is bounded as a whole`() {
        func end(_ lines: Int) -> Outcome.End {
            let trailers = String(repeating: "A: " + String(repeating: "b", count: 95) + "\r\n", count: lines)
            return MessageDriver.request.deliver([Latin1.bytes(Self.head + "0\r\n" + trailers + "\r\n")[...]]).end
        }
        #expect(end(80) == .complete)
        #expect(end(82) == .fault(.trailer))
    }

    @Test func `leading zeros do not go on for ever`() {
        // What broke: zeros were not counted, so that a size line could be of any length.
        func end(_ zeros: Int) -> Outcome.End {
            outcome(String(repeating: "0", count: zeros) + "1\r\nx\r\n0\r\n\r\n").end
        }
        #expect(end(15) == .complete)
        #expect(end(16) == .fault(.chunk))
        #expect(outcome(String(repeating: "0", count: 16) + "\r\n\r\n").end == .complete)
        #expect(outcome(String(repeating: "0", count: 500)).end == .fault(.chunk))
    }

    @Test func `the largest size is read without overflow`() {
        let outcome = outcome("FFFFFFFFFFFFFFF\r\nxyz")
        #expect(outcome.end == .needsMore)
        #expect(outcome.content == Latin1.bytes("xyz"))
    }
}
