import Testing
import TollgateTesting

@testable import HTTPServer

@Suite struct BackpressureTests {
    @Test(arguments: ["/send", "/send-unknown"])
    func `no more of a response is made than the client takes, and all of it arrives`(path: String) throws {
        let server = try ServerUnderTest()
        let client = try server.connect(receiveBuffer: 64 * 1024)
        try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        try server.loop.wait("a first piece") { $0.handler.produced > 0 }
        try server.settle()
        // What the kernel holds, and one piece.
        #expect(try server.loop.perform { $0.handler.produced } < SendingContent.total / 2)
        let content = try client.readResponse().content
        #expect(content.consists(of: SendingContent.piece, times: SendingContent.pieceCount))
        try server.wait(for: "ended true")
    }

    /// What broke: the block stayed with the connection until the end of the response, however long nothing came of it.
    @Test func `what a slow client has drained holds no memory`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect(receiveBuffer: 64 * 1024)
        try client.send("GET /send-paused HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.readResponse().content.count == PausedContent.piece.count + 4)
        try server.wait(for: "ended true")
        #expect(
            try server.events == [
                "begin /send-paused", "paused, memory held: true", "drained, memory held: false", "ended true",
            ])
    }

    @Test func `no more of a request's content is read than the handler takes, and all of it arrives`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        let limit = 64 << 20
        try client.send("POST /take HTTP/1.1\r\nHost: a\r\nContent-Length: \(limit)\r\n\r\n")
        let piece = (0..<64 * 1024).map { UInt8(truncatingIfNeeded: $0) }
        let sent = client.fill(with: piece, upTo: limit)
        #expect(sent < limit)
        #expect(try server.loop.perform { $0.handler.taken.count } == 0)
        try server.loop.perform { $0.handler.taking?.allow(100_000) }
        try server.loop.wait("what was allowed") { $0.handler.taken.count == 100_000 }
        try server.loop.perform { $0.handler.taking?.allow(sent - 100_000) }
        try server.loop.wait("what was sent") { $0.handler.taken.count == sent }
        client.reset()
        try server.wait(for: "ended false")
    }

    /// Content is offered again when there is room, in whatever pieces there is room for.
    @Test func `content that is taken a byte at a time is whole`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        let content = "the quick brown fox"
        let chunks = content.map { "1\r\n\($0)\r\n" }.joined()
        try client.send("POST /take HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)0\r\n\r\n")
        for _ in content.utf8 { try server.loop.perform { $0.handler.taking?.allow(1) } }
        try server.wait(for: "begin /take")
        while try server.loop.perform({ $0.handler.taken.count }) < content.utf8.count {
            try server.loop.perform { $0.handler.taking?.allow(1) }
        }
        #expect(try client.readResponse().text == "\(content.utf8.count)")
        #expect(try server.loop.perform { $0.handler.taken } == Array(content.utf8))
    }
}
