import HTTPCodec
import Testing

@Suite struct HeadScannerTests {
    private static let line = "GET / HTTP/1.1\r\nHost: h\r\n"

    @Test func `a head of exactly the limit is accepted and one byte more is too large`() {
        let head = Self.line + "A: " + String(repeating: "x", count: 100) + "\r\n\r\n"
        let count = Latin1.bytes(head).count
        #expect(MessageDriver(limits: HeadLimits(head: count)).outcome(of: head + "next").end == .complete)
        #expect(MessageDriver(limits: HeadLimits(head: count - 1)).outcome(of: head).end == .fault(.headTooLarge))
    }

    @Test func `a head without an end is refused as soon as the limit is reached`() {
        let driver = MessageDriver(limits: HeadLimits(head: 100))
        let endless = Self.line + String(repeating: "A: b\r\n", count: 50)
        #expect(driver.outcome(of: endless).end == .fault(.headTooLarge))
        let prefix = String(decoding: Latin1.bytes(endless).prefix(99), as: UTF8.self)
        #expect(driver.outcome(of: prefix).end == .needsMore)
        let full = String(decoding: Latin1.bytes(endless).prefix(100), as: UTF8.self)
        #expect(driver.outcome(of: full).end == .fault(.headTooLarge))
    }

    @Test func `a first line without an end is a target that is too long`() {
        let driver = MessageDriver(limits: HeadLimits(head: 100))
        #expect(driver.outcome(of: "GET /" + String(repeating: "a", count: 200)).end == .fault(.targetTooLong))
    }

    @Test func `a target of exactly the limit is accepted and one byte more is too long`() {
        let driver = MessageDriver(limits: HeadLimits(target: 20))
        func end(_ count: Int) -> Outcome.End {
            driver.outcome(of: "GET /\(String(repeating: "a", count: count - 1)) HTTP/1.1\r\nHost: h\r\n\r\n").end
        }
        #expect(end(20) == .complete)
        #expect(end(21) == .fault(.targetTooLong))
    }

    @Test(arguments: [MessageDriver.Side.request, .response(to: .get)])
    func `as many fields as the limit are accepted and one more is too many`(side: MessageDriver.Side) {
        let driver = MessageDriver(side: side, limits: HeadLimits(fields: 3))
        let start =
            switch side {
            case .request: "GET / HTTP/1.1\r\nHost: h\r\n"
            case .response: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
            }
        #expect(driver.outcome(of: start + "A: b\r\nA: b\r\n\r\n").end == .complete)
        #expect(driver.outcome(of: start + "A: b\r\nA: b\r\nA: b\r\n\r\n").end == .fault(.tooManyFields))
    }

    @Test(arguments: ["", "G", "GET / HTTP/1.1", "GET / HTTP/1.1\r", "GET / HTTP/1.1\r\n", line, line + "\r"])
    func `a head that goes on is not judged yet`(start: String) {
        #expect(MessageDriver.request.outcome(of: start).end == .needsMore)
    }

    @Test func `a fault of lines is reported before the head is whole`() {
        #expect(MessageDriver.request.outcome(of: "GET /\n").end == .fault(.bareLineFeed))
        #expect(MessageDriver.request.outcome(of: "GET /\rx").end == .fault(.bareCarriageReturn))
        #expect(MessageDriver.request.outcome(of: "GET /\u{0}").end == .fault(.nul))
    }

    @Test func `each byte is looked at once however the head arrives`() throws {
        let bytes = Latin1.bytes(Self.line + "\r\n")
        var scanner = HeadScanner()
        for count in 0..<bytes.count {
            let start = bytes[..<count]
            let length = try scanner.scan(start.span, limits: HeadLimits())
            #expect(length == nil)
        }
        // What has been seen is not read again: its place is taken by bytes that no head may hold.
        let changed = [UInt8](repeating: 0, count: bytes.count - 1) + [ASCII.lineFeed]
        let length = try scanner.scan(changed.span, limits: HeadLimits())
        #expect(length == bytes.count)
    }
}
