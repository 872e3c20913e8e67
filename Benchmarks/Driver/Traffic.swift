internal import EventLoop
internal import Gateway
internal import HTTPCodec
internal import HTTPServer
internal import Policy
internal import Upstream

/// A gateway, its clients and its service, all on one loop and so always in the same order.
///
/// What the driver's own side does is in functions whose names begin with `uncounted`: callgrind looks away in them.
final class Traffic {
    /// How many clients there are; each waits for its answer before it calls again.
    private static let clientCount = 64

    let loop: EventLoop
    private let service: Socket
    private let gateway: LoopGateway
    private let server: Server
    private let sink: AccessLogSink
    private let request: [UInt8]
    private var sockets: [Socket] = []
    private var toSend: Int
    private var toReceive: Int
    private(set) var answered = 0

    init(_ request: String, count: Int) throws {
        self.request = Array(request.utf8)
        toSend = count
        toReceive = count
        let (service, port) = try Socket.listening()
        self.service = service
        loop = try EventLoop()
        sink = try AccessLogSink(path: "/dev/null")
        let snapshot = try Bench.snapshot()
        let settings = LoopSettings(
            upstreams: [Bench.upstream(port: port)], routeLabels: snapshot.routes.routes.map(\.label),
            contentLimits: snapshot.routes.routes.map { _ in 1 << 20 }, realm: "micro", accessLog: sink,
            own: { _ in .now(OwnAnswers.notFound) })
        let buffers = BufferPool()
        gateway = LoopGateway(loop: loop, settings: settings, snapshot: snapshot, buffers: buffers)
        server = Server(loop: loop, handler: gateway, pool: buffers)
    }

    /// Makes every call.
    ///
    /// - Returns: how many were answered with 200.
    func run() throws -> Int {
        guard let address = SocketAddress(host: "127.0.0.1", port: 0) else { return 0 }
        let port = try server.listen(on: address).port
        _ = try loop.register(
            service.descriptor, for: .readable, handler: Peer(service) { [unowned self] in uncountedAccept($0) })
        for _ in 0..<min(Self.clientCount, toSend) {
            let client = try Socket.connected(to: port)
            sockets.append(client)
            _ = try loop.register(
                client.descriptor, for: .readable, handler: Peer(client) { [unowned self] in uncountedReceive($0) })
            call(client)
        }
        loop.run()
        server.closeAll()
        gateway.shutDown()
        sink.close()
        for socket in sockets + [service] { socket.close() }
        return answered
    }

    private func call(_ client: Socket) {
        guard toSend > 0 else { return }
        toSend -= 1
        client.send(request)
    }

    @inline(never)
    private func uncountedAccept(_ listener: Socket) {
        guard let connection = try? listener.accepted() else { return }
        sockets.append(connection)
        _ = try? loop.register(
            connection.descriptor, for: .readable, handler: Peer(connection) { [unowned self] in uncountedAnswer($0) })
    }

    @inline(never)
    private func uncountedAnswer(_ connection: Socket) {
        guard connection.receive(&buffer) > 0 else { return }
        connection.send(answer)
    }

    @inline(never)
    private func uncountedReceive(_ client: Socket) {
        let count = client.receive(&buffer)
        if buffer.prefix(count).starts(with: expected) { answered += 1 }
        toReceive -= 1
        call(client)
        if toReceive == 0 || count == 0 { loop.stop() }
    }

    private var buffer = [UInt8](repeating: 0, count: 16 * 1_024)
    private let answer = Array((RequestText.response + String(repeating: "x", count: 56)).utf8)
    private let expected = Array("HTTP/1.1 200 OK\r\n".utf8)
}

/// A socket of the driver's own side on the loop.
private final class Peer: EventHandler {
    private let socket: Socket
    private let readable: (Socket) -> Void

    init(_ socket: Socket, _ readable: @escaping (Socket) -> Void) {
        self.socket = socket
        self.readable = readable
    }

    func handle(_ events: Events) { readable(socket) }
}
