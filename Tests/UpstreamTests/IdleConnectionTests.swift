import HTTPCodec
import Testing
import TollgateTesting

@testable import Upstream

@Suite struct IdleConnectionTests {
    @Test func `after a complete response the connection carries the next request`() throws {
        let idle = try IdleConnection()
        for index in 0..<10 {
            try idle.pool.send("\(index)")
            #expect(try idle.peer.readRequest().head == PoolUnderTest.get)
            try idle.peer.send(IdleConnection.response)
            let outcome = try idle.pool.outcome("\(index)")
            #expect(outcome.end == "ended")
            #expect(outcome.isReused)
        }
        #expect(!idle.service.hasWaiting)
    }

    /// curl/curl#10690: what an unused connection has received would answer the next request.
    @Test(arguments: [IdleConnection.response, "x", "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"])
    func `bytes that nobody asked for answer nobody`(bytes: String) throws {
        let idle = try IdleConnection()
        try idle.peer.send(bytes)
        try idle.servesFreshly()
    }

    @Test func `a connection that its service has ended or reset is not used`() throws {
        for ending in [RawConnection.close, RawConnection.endWriting, RawConnection.reset] {
            let idle = try IdleConnection()
            _ = ending(idle.peer)()
            try idle.servesFreshly()
        }
    }

    @Test func `the end of an unused connection is noticed before anybody needs it`() throws {
        let idle = try IdleConnection()
        try idle.pool.waitForConnections(1)
        idle.peer.close()
        try idle.pool.waitForConnections(0)
    }

    @Test func `an unused connection is kept for so long and no longer`() throws {
        let idle = try IdleConnection { $0.idle = 100 }
        #expect(try idle.peer.readToEnd() == .silentEnd)
        try idle.pool.waitForConnections(0)
        try idle.servesFreshly()
    }

    @Test(
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi",
            "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi!",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
        ])
    func `after a response that does not leave the connection clear it is ended`(response: String) throws {
        let idle = try IdleConnection(response)
        _ = try idle.peer.readToEnd()
        try idle.pool.waitForConnections(0)
        try idle.servesFreshly()
    }

    @Test func `a response that comes before the request is out leaves no connection behind`() throws {
        let service = try RawListener()
        let pool = try PoolUnderTest(ports: [service.port])
        let content = String(repeating: "x", count: 32 << 20)
        let head = "POST /a HTTP/1.1\r\nHost: service\r\nContent-Length: \(content.utf8.count)\r\n\r\n"
        try pool.send("early", head + content, method: .post)
        let peer = try service.accept()
        _ = try peer.readHead()
        try peer.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n")
        let outcome = try pool.outcome("early")
        #expect(outcome.statuses == [413])
        #expect(outcome.end == "ended")
        try pool.waitForConnections(0)
    }
}
