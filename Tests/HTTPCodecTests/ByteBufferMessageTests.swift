import HTTPCodec
import Testing

/// What the writers append, read back by the parsers.
@Suite struct ByteBufferMessageTests {
    @Test(arguments: [100, 200, 201, 204, 301, 302, 304, 401, 404, 418, 431, 451, 500, 503, 508, 599])
    func `a status line reads back`(status: Int) {
        var buffer = ByteBuffer()
        buffer.appendStatusLine(status)
        buffer.appendField("Content-Length", 0)
        buffer.append("\r\n")
        let outcome = MessageDriver.response.outcome(of: Latin1.array(buffer.bytes))
        #expect(outcome.end == .complete)
        #expect(outcome.says("status") == "\(status)")
        #expect(outcome.says("phrase") == "\(StatusPhrase.of(status))")
    }

    @Test func `field lines read back`() {
        var buffer = ByteBuffer()
        buffer.append("GET / HTTP/1.1\r\n")
        let value = Latin1.bytes("h:80")
        buffer.appendField("Host", value.span)
        buffer.appendField("X-Max", UInt64.max)
        buffer.appendField("X-Empty", [UInt8]().span)
        buffer.append("\r\n")
        #expect(
            Latin1.text(buffer.bytes)
                == "GET / HTTP/1.1\r\nHost: h:80\r\nX-Max: 18446744073709551615\r\nX-Empty: \r\n\r\n")
        let outcome = MessageDriver.request.outcome(of: Latin1.array(buffer.bytes))
        #expect(outcome.fields == ["Host: h:80", "X-Max: 18446744073709551615", "X-Empty: "])
    }

    @Test(arguments: [1, 2, 9, 10, 15, 16, 17, 255, 256, 4_095, 4_096, 70_000])
    func `a chunk reads back`(count: Int) {
        let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var buffer = ByteBuffer()
        buffer.append("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        buffer.appendChunk(content.span)
        buffer.appendChunk([UInt8]().span)
        buffer.appendChunk(content.span)
        buffer.appendLastChunk()
        let outcome = MessageDriver.response.deliver([Latin1.array(buffer.bytes)[...]])
        #expect(outcome.end == .complete)
        #expect(outcome.content == content + content)
    }

    @Test(arguments: 0..<200)
    func `a head that is parsed and written again is the same`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let message = RandomMessage.request(using: &random)
        let bytes = Latin1.bytes(message.head)
        var head = RequestHead()
        try head.parse(bytes.span, byteCount: bytes.count, limits: HeadLimits())
        var buffer = ByteBuffer()
        buffer.append(head.methodName.of(bytes.span))
        buffer.append(" ")
        buffer.append(head.target.of(bytes.span))
        buffer.append(" HTTP/1.")
        buffer.append(decimal: UInt64(head.minorVersion))
        buffer.append("\r\n")
        for line in head.fields.lines { buffer.appendField(line, of: bytes.span) }
        buffer.append("\r\n")
        let written = Latin1.array(buffer.bytes)
        #expect(Latin1.text(written) == message.canonicalHead)
        let (first, second) = (
            MessageDriver.request.deliver([bytes[...]]), MessageDriver.request.deliver([written[...]])
        )
        // White space around values is not kept, so the head may be shorter.
        #expect(first.head.filter { !$0.hasPrefix("bytes=") } == second.head.filter { !$0.hasPrefix("bytes=") })
        #expect(first.fields == second.fields)
    }

    @Test(arguments: 0..<100)
    func `a random message reads back however it is split`(seed: UInt64) {
        var random = SeededGenerator(seed: seed &+ 1_000)
        let message = RandomMessage.request(using: &random)
        let outcome = MessageDriver.request.outcome(of: message.bytes)
        #expect(outcome.end == .complete)
        #expect(outcome.content == message.content)
        #expect(outcome.rest == 0)
    }
}
