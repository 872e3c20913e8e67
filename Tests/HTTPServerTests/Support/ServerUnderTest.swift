import EventLoop
import HTTPCodec
import TollgateTesting

@testable import HTTPServer

/// A server on a loop of its own, at a free port of 127.0.0.1, whose handler answers by the path.
struct ServerUnderTest {
    /// What lives on the loop.
    final class Parts {
        let handler: PathHandler
        let server: Server
        var port: UInt16 = 0

        init(_ loop: EventLoop, _ limits: ServerLimits, _ timeouts: ServerTimeouts) {
            handler = PathHandler(loop: loop)
            server = Server(loop: loop, handler: handler, limits: limits, timeouts: timeouts)
            guard let any = SocketAddress(host: "127.0.0.1", port: 0) else { return }
            port = (try? server.listen(on: any))?.port ?? 0
        }
    }

    let loop: TestLoop<Parts>
    let port: UInt16

    /// - Parameter change: what is other than by default.
    init(_ change: (inout ServerLimits, inout ServerTimeouts) -> Void = { _, _ in }) throws {
        var limits = ServerLimits()
        var timeouts = ServerTimeouts()
        change(&limits, &timeouts)
        let (allLimits, allTimeouts) = (limits, timeouts)
        loop = try TestLoop(clear: { $0.server.closeAll() }) { Parts($0, allLimits, allTimeouts) }
        port = try loop.perform { $0.port }
    }

    func connect(receiveBuffer: CInt? = nil) throws -> RawConnection {
        try RawConnection(to: port, receiveBuffer: receiveBuffer)
    }

    /// What happened, in order.
    var events: [String] { get throws { try loop.perform { $0.handler.events } } }

    /// Waits until something has happened.
    func wait(for event: String) throws { try loop.wait(event) { $0.handler.events.contains(event) } }

    func waitForConnections(_ count: Int) throws {
        try loop.wait("\(count) connections") { $0.server.connectionCount == count }
    }

    /// Answers the exchange that has been held longest.
    func release(_ text: String) throws { try loop.perform { $0.handler.release(text) } }

    /// Comes back when the loop has taken in what was sent before.
    func settle() throws { try loop.perform { _ in } }
}
