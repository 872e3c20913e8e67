import HTTPCodec
import Testing
import TollgateTesting

@testable import Upstream

@Suite struct IdleConnectionTests {
    private static let response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"

    /// A pool with one connection that has carried a request and is unused now, and the service's end of it.
    private func idle(
        _ response: String = response, _ change: (inout UpstreamTimeouts) -> Void = { _ in }
    ) throws -> (service: RawListener, pool: PoolUnderTest, peer: RawConnection) {
        let service = try RawListener()
        let pool = try PoolUnderTest(ports: [service.port], change)
        try pool.send("first")
        let peer = try service.accept()
        _ = try peer.readRequest()
        try peer.send(response)
        #expect(try pool.outcome("first").end == "ended")
        return (service, pool, peer)
    }

    private func servesFreshly(_ pool: PoolUnderTest, _ service: RawListener) throws {
        try pool.send("next")
        let peer = try service.accept()
        #expect(try peer.readRequest().head == PoolUnderTest.get)
        try peer.send(Self.response)
        let outcome = try pool.outcome("next")
        #expect(outcome.statuses == [200])
        #expect(outcome.text == "hi")
        #expect(!outcome.isReused)
    }

    @Test func `after a complete response the connection carries the next request`() throws {
        let (service, pool, peer) = try idle()
        for index in 0..<10 {
            try pool.send("\(index)")
            #expect(try peer.readRequest().head == PoolUnderTest.get)
            try peer.send(Self.response)
            let outcome = try pool.outcome("\(index)")
            #expect(outcome.end == "ended")
            #expect(outcome.isReused)
        }
        #expect(!service.hasWaiting)
    }

    /// curl/curl#10690: what an unused connection has received would answer the next request.
    @Test(arguments: [response, "x", "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"])
    func `bytes that nobody asked for answer nobody`(bytes: String) throws {
        let (service, pool, peer) = try idle()
        try peer.send(bytes)
        try servesFreshly(pool, service)
    }

    @Test func `a connection that its service has ended or reset is not used`() throws {
        for ending in [RawConnection.close, RawConnection.endWriting, RawConnection.reset] {
            let (service, pool, peer) = try idle()
            _ = ending(peer)()
            try servesFreshly(pool, service)
        }
    }

    @Test func `the end of an unused connection is noticed before anybody needs it`() throws {
        let (_, pool, peer) = try idle()
        try pool.waitForConnections(1)
        peer.close()
        try pool.waitForConnections(0)
    }

    @Test func `an unused connection is kept for so long and no longer`() throws {
        let (service, pool, peer) = try idle(Self.response) { $0.idle = 100 }
        #expect(try peer.readToEnd() == .silentEnd)
        try pool.waitForConnections(0)
        try servesFreshly(pool, service)
    }

    @Test(
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi",
            "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi!",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
        ])
    func `after a response that does not leave the connection clear it is ended`(response: String) throws {
        let (service, pool, peer) = try idle(response)
        _ = try peer.readToEnd()
        try pool.waitForConnections(0)
        try servesFreshly(pool, service)
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
