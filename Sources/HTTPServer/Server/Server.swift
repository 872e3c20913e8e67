package import EventLoop
package import HTTPCodec
internal import Glibc

/// The HTTP server of one loop: its listeners, its connections, and who answers them.
///
/// Every loop listens for itself (`SO_REUSEPORT`), so that the kernel spreads connections and no thread hands one to
/// another.
package final class Server {
    package let loop: EventLoop
    package let limits: ServerLimits
    package let timeouts: ServerTimeouts
    /// Blocks for the buffers of this loop.
    package let pool: BufferPool
    let handler: any RequestHandler
    /// Whether no new connection or request is taken.
    package private(set) var isDraining = false

    private var listeners: [Listener] = []
    private var connections: ContiguousArray<ClientConnection> = []
    private var exchanges: ContiguousArray<Exchange> = []
    private var whenDrained: (() -> Void)?
    private var dates = DateText()

    package init(
        loop: EventLoop, handler: any RequestHandler, limits: ServerLimits = .init(),
        timeouts: ServerTimeouts = .init(), pool: BufferPool? = nil
    ) {
        self.loop = loop
        self.handler = handler
        self.limits = limits
        self.timeouts = timeouts
        // A block holds the largest head, so that the input never has to grow.
        self.pool = pool ?? BufferPool(blockSize: max(16 * 1024, limits.head.head))
    }

    /// How many client connections are open.
    package var connectionCount: Int { connections.count }

    /// The value of a `Date` field, now.
    var date: [UInt8] {
        dates.update(loop.wallClock)
        return dates.fieldValue
    }

    /// Listens on an address.
    ///
    /// - Returns: the address with the port that the kernel gave where 0 was asked for.
    @discardableResult
    package func listen(on address: SocketAddress) throws(SystemError) -> SocketAddress {
        let listener = try Listener(address: address, server: self)
        listeners.append(listener)
        return listener.address
    }

    /// Stops listening, lets exchanges end, closes idle connections; then calls `completion` once.
    package func drain(_ completion: @escaping () -> Void) {
        isDraining = true
        whenDrained = completion
        for listener in listeners { listener.close() }
        listeners = []
        for connection in connections {
            if connection.phase == .idle {
                connection.close(reset: false)
            } else {
                connection.closesAfterResponse = true
            }
        }
        completeDrainIfEmpty()
    }

    /// Ends every connection at once.
    package func closeAll() {
        for listener in listeners { listener.close() }
        listeners = []
        while let connection = connections.last { connection.close(reset: true) }
    }

    // MARK: Connections

    /// Whether another connection can be taken.
    var hasRoom: Bool { connections.count < limits.connections }

    func accepted(_ descriptor: CInt, peer: [UInt8]) {
        let connection = ClientConnection(server: self, descriptor: descriptor, peer: peer)
        do {
            try connection.start()
        } catch {
            connection.transport.close(reset: true)
            return
        }
        connection.place = connections.count
        connections.append(connection)
    }

    func connectionClosed(_ connection: ClientConnection) {
        let last = connections.removeLast()
        if last !== connection {
            last.place = connection.place
            connections[connection.place] = last
        }
        for listener in listeners { listener.resume() }
        completeDrainIfEmpty()
    }

    private func completeDrainIfEmpty() {
        guard isDraining, connections.isEmpty, let completion = whenDrained else { return }
        whenDrained = nil
        completion()
    }

    // MARK: Exchanges

    func takeExchange() -> Exchange { exchanges.popLast() ?? Exchange() }

    func recycle(_ exchange: Exchange) {
        exchange.connection = nil
        exchange.delegate = nil
        exchange.note = nil
        if exchanges.count < 1_024 { exchanges.append(exchange) }
    }
}
