import HTTPCodec
import Testing
import TollgateTesting

@testable import Upstream

@Suite struct UpstreamStreamingTests {
    @Test func `a request that the service does not read waits, and arrives whole when it does`() throws {
        let service = try RawListener()
        let pool = try PoolUnderTest(ports: [service.port])
        let content = String(repeating: "0123456789abcdef", count: 1 << 20)
        let head = "POST /a HTTP/1.1\r\nHost: service\r\nContent-Length: \(content.utf8.count)\r\n\r\n"
        try pool.send("long", head + content, method: .post)
        let peer = try service.accept()
        try pool.loop.wait("the kernel to take no more") { $0.requests["long"]?.outcome.isWaitingForRoom == true }
        #expect(try pool.look("long").sentCount < content.utf8.count)
        let request = try peer.readRequest()
        let isWhole = request.content == Array(content.utf8)
        #expect(isWhole)
        try peer.send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
        #expect(try pool.outcome("long").statuses == [201])
    }

    @Test func `a response that nobody takes is not read, and arrives whole when somebody does`() throws {
        let service = try RawListener()
        let pool = try PoolUnderTest(ports: [service.port])
        try pool.send("long")
        let peer = try service.accept()
        _ = try peer.readRequest()
        try pool.loop.perform { $0.requests["long"]?.hasRoom = false }
        let limit = 64 << 20
        let head = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        let piece = Array("400\r\n".utf8) + [UInt8](repeating: 0x78, count: 1_024) + Array("\r\n".utf8)
        try peer.send(head + piece)
        try pool.loop.wait("a first piece") { $0.requests["long"]?.outcome.content.isEmpty == false }
        var sent = 1
        while sent * piece.count < limit, peer.canSend(within: 200) {
            try? peer.send(piece)
            sent += 1
        }
        #expect(sent * piece.count < limit)
        #expect(try pool.look("long").content.count <= 64 * 1024)
        try pool.loop.perform { $0.requests["long"]?.resume() }
        try peer.send("0\r\n\r\n")
        let outcome = try pool.outcome("long")
        #expect(outcome.end == "ended")
        #expect(outcome.content.count == sent * 1_024)
    }

    /// The service has its own reasons to be slow when the client is.
    @Test func `while nobody takes the response its time stands still`() throws {
        let service = try RawListener()
        let pool = try PoolUnderTest(ports: [service.port]) { $0.response = 100 }
        try pool.send("slow")
        let peer = try service.accept()
        _ = try peer.readRequest()
        try pool.loop.perform { $0.requests["slow"]?.hasRoom = false }
        try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab")
        try pool.loop.wait("the first content") { $0.requests["slow"]?.outcome.text == "ab" }
        #expect(peer.isQuiet(for: 400))
        #expect(try pool.look("slow").end == nil)
        try peer.send("cd")
        try pool.loop.perform { $0.requests["slow"]?.resume() }
        #expect(try pool.outcome("slow").end == "ended")
    }

    @Test func `a pool that is closed ends its connections`() throws {
        let service = try RawListener()
        let pool = try PoolUnderTest(ports: [service.port])
        try pool.send("a")
        let peer = try service.accept()
        try pool.loop.perform { $0.closeAll() }
        _ = try peer.readToEnd()
        try pool.waitForConnections(0)
        #expect(try pool.look("a").end == nil)
    }
}
