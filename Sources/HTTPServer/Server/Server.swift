package import EventLoop
package import HTTPCodec
internal import Glibc

/// The HTTP server of one loop: its listeners, its connections, and who answers them.
///
/// Every loop listens for itself (`SO_REUSEPORT`), so that the kernel spreads connections and no thread hands one to
/// another.
package final class Server {
    package let loop: EventLoop
    private(set) var limits: ServerLimits
    private(set) var timeouts: ServerTimeouts
    /// Which proxies are believed about whom they speak for.
    private(set) var trusted: TrustedNetworks
    /// Blocks for the buffers of this loop.
    package let pool: BufferPool
    let handler: any RequestHandler
    /// What its connections are for: by it, how many descriptors they leave to everything else.
    let use: DescriptorReserve.Use
    /// Whether no new connection or request is taken.
    private(set) var isDraining = false

    private var listeners: [Listener] = []
    private var connections: ContiguousArray<ClientConnection> = []
    private var longestWaiting = LongestWaiting()
    private var exchanges = Spares<Exchange>(limit: 1_024)
    private var whenDrained: (() -> Void)?
    private var dates = DateText()
    private let housekeeping: Housekeeping

    package init(
        loop: EventLoop, handler: any RequestHandler, limits: ServerLimits = .init(),
        timeouts: ServerTimeouts = .init(), trusted: TrustedNetworks = .none, pool: BufferPool? = nil,
        use: DescriptorReserve.Use = .calls
    ) {
        self.loop = loop
        self.handler = handler
        self.use = use
        self.trusted = trusted.copied()
        self.limits = limits
        self.timeouts = timeouts
        self.pool = pool ?? BufferPool()
        housekeeping = Housekeeping(loop)
        housekeeping.server = self
    }

    /// How many client connections are open.
    package var connectionCount: Int { connections.count }

    /// The value of a `Date` field, now.
    var date: [UInt8] {
        dates.update(loop.wallClock)
        return dates.fieldValue
    }

    /// Puts other bounds, waiting times and trust into force: for what begins from now on. Connections stay, and
    /// their next requests are believed as this trust says.
    package func adopt(limits: ServerLimits, timeouts: ServerTimeouts, trusted: TrustedNetworks) {
        self.limits = limits
        self.timeouts = timeouts
        self.trusted = trusted.copied()
        for listener in listeners { listener.goOn() }
    }

    /// Listens on an address.
    ///
    /// - Returns: the address with the port that the kernel gave where 0 was asked for.
    @discardableResult
    package func listen(on address: SocketAddress) throws(SystemError) -> SocketAddress {
        try listen(ListenerSettings(address: address)).address
    }

    /// Listens as the settings say.
    ///
    /// - Returns: the settings with the port that the kernel gave where 0 was asked for.
    package func listen(_ settings: ListenerSettings) throws(SystemError) -> ListenerSettings {
        let listener = try Listener(settings, server: self)
        listeners.append(listener)
        return listener.settings
    }

    /// Stops listening where ``listen(_:)`` said that it listens, and drains the connections that were made there.
    ///
    /// What the kernel has already completed is still taken, since closing the socket would reset it.
    package func stopListening(_ settings: ListenerSettings) {
        guard let index = listeners.firstIndex(where: { $0.settings == settings }) else { return }
        let listener = listeners.remove(at: index)
        listener.takeWaiting()
        listener.close()
        for connection in connections where connection.listener === listener { connection.drain() }
    }

    /// Stops listening, lets exchanges end, closes idle connections; then calls `completion` once.
    package func drain(_ completion: @escaping () -> Void) {
        isDraining = true
        whenDrained = completion
        for listener in listeners { listener.close() }
        listeners = []
        for connection in connections { connection.drain() }
        completeDrainIfEmpty()
    }

    /// Ends every connection at once.
    package func closeAll() {
        for listener in listeners { listener.close() }
        listeners = []
        while let connection = connections.last { connection.close(reset: true) }
        housekeeping.end()
    }

    // MARK: Connections

    /// Whether another connection can be taken.
    var hasRoom: Bool { connections.count < limits.connections }

    /// Closes a connection that nobody has used for a while, for one that waits to be taken; whether there was one.
    func makeRoom() -> Bool {
        let latest = loop.nowMicroseconds - timeouts.patience * 1_000
        guard let connection = longestWaiting.find(in: connections, since: latest) else { return false }
        connection.close(reset: false)
        return true
    }

    func accepted(_ descriptor: CInt, peer: SocketAddress, by listener: Listener) {
        // Whoever may say whose connection it is, may say anything: only those that are trusted.
        if listener.settings.takesProxyHeader, !trusted.contains(peer.networkAddress) {
            handler.rejected(.untrustedPeer, peer: Array(peer.description.utf8), client: peer.networkAddress)
            return Transport(descriptor: descriptor).close(reset: true)
        }
        let connection = ClientConnection(server: self, listener: listener, descriptor: descriptor, peer: peer)
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
        housekeeping.begin()
        for listener in listeners { listener.goOn() }
        completeDrainIfEmpty()
    }

    private func completeDrainIfEmpty() {
        guard isDraining, connections.isEmpty, let completion = whenDrained else { return }
        whenDrained = nil
        housekeeping.end()
        completion()
    }

    // MARK: Exchanges

    func takeExchange() -> Exchange { exchanges.take() ?? Exchange() }

    func recycle(_ exchange: Exchange) {
        exchange.connection = nil
        exchange.delegate = nil
        exchange.note = nil
        exchanges.give(exchange)
        housekeeping.begin()
    }

    /// Gives back what was not needed since the last time; whether more is left than a quiet loop needs.
    func trim() -> Bool {
        pool.trim()
        exchanges.trim()
        return handler.trim() || pool.hasSurplus || exchanges.hasSurplus
    }
}
