import Testing
import TollgateTesting

@testable import Upstream

/// A pool with one connection that has carried a request and is unused now, and the service on its other side.
struct IdleConnection {
    static let response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"

    let service: RawListener
    let pool: PoolUnderTest
    /// The service's end of the connection.
    let peer: RawConnection

    /// - Parameters:
    ///   - response: what the service says to the request that makes the connection.
    ///   - change: the times that are others than by default.
    init(_ response: String = response, _ change: (inout UpstreamTimeouts) -> Void = { _ in }) throws {
        service = try RawListener()
        pool = try PoolUnderTest(ports: [service.port], change)
        try pool.send("first")
        peer = try service.accept()
        _ = try peer.readRequest()
        try peer.send(response)
        #expect(try pool.outcome("first").end == "ended")
    }

    /// The request `next` has been sent, and comes to the service on another connection.
    func nextIsServedFreshly() throws {
        let fresh = try service.accept()
        #expect(try fresh.readRequest().head == PoolUnderTest.get)
        try fresh.send(Self.response)
        let outcome = try pool.outcome("next")
        #expect(outcome.statuses == [200])
        #expect(outcome.text == "hi")
        #expect(!outcome.isReused)
    }

    /// Sends the request `next`, which comes to the service on another connection.
    func servesFreshly() throws {
        try pool.send("next")
        try nextIsServedFreshly()
    }
}
