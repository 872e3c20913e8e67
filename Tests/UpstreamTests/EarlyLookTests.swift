import EventLoop
import HTTPCodec
import Testing
import TollgateTesting

@testable import Upstream

/// What is looked at before a request goes out on a connection that was idle, and what becomes of one that cannot go out.
@Suite struct EarlyLookTests {
    private static let evil = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"

    /// What broke: the events of a connection that is paused are passed over, and it was taken for quiet all the same.
    @Test func `a connection that is paused is asked itself whether anything has come`() throws {
        let idle = try IdleConnection()
        try idle.pool.loop.perform { [peer = idle.peer] parts in
            parts.send("next", PoolUnderTest.get, .get, fresh: false)
            parts.requests["next"]?.connection?.isPaused = true
            try? peer.send(Self.evil)
        }
        try idle.nextIsServedFreshly()
    }

    /// What broke: the resuming that was put off for one request paused the next one, which had not begun.
    @Test func `what was put off for one request does nothing to the next`() throws {
        let idle = try IdleConnection()
        let (pool, peer) = (idle.pool, idle.peer)
        try pool.send("slow")
        _ = try peer.readRequest()
        try pool.loop.perform { $0.requests["slow"]?.hasRoom = false }
        try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab")
        try pool.loop.wait("the pause") { $0.requests["slow"]?.connection?.isPaused == true }
        try pool.loop.perform { parts in
            guard let slow = parts.requests["slow"], let connection = slow.connection else { return }
            try? peer.send("cd")
            // The rest comes in the turn in which it was resumed, and the next request with it.
            slow.resume()
            connection.handle(.readable)
            parts.send("next", PoolUnderTest.get, .get, fresh: false)
            parts.requests["next"]?.hasRoom = false
        }
        #expect(try pool.outcome("slow").text == "abcd")
        _ = try peer.readRequest()
        try peer.send(IdleConnection.response)
        let outcome = try pool.outcome("next")
        #expect(outcome.text == "hi" && outcome.isReused)
    }

    /// What broke: nobody waited for an answer, and none of the socket's events came, as with a kernel without memory.
    @Test func `a request that cannot be sent ends with its time, whatever the socket says`() throws {
        let idle = try IdleConnection { $0.response = 100 }
        try idle.pool.loop.perform { parts in
            parts.send("next", PoolUnderTest.get, .get, fresh: false)
            // Every call with it fails, and no event comes of it.
            parts.requests["next"]?.connection?.descriptor = -1
        }
        #expect(try idle.pool.outcome("next").end == "upstream.timeout")
        #expect(try idle.peer.readToEnd() == .silentEnd)
    }
}
