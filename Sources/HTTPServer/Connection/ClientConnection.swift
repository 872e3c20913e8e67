internal import EventLoop
internal import HTTPCodec

/// One client's connection: reads heads, carries one exchange at a time, answers in order.
///
/// Pipelined requests wait in the input until their turn. Reading stops when the input is full, so a client can make
/// us hold one block of its bytes and no more.
///
/// All of its state belongs to the loop's thread. Events come up from ``handle(_:)``, ``timerFired(_:)`` and
/// ``resume()`` alone; what an exchange calls down only notes and writes, and has the rest done by ``resume()``.
final class ClientConnection: EventHandler, TimerHandler, DeferredHandler {
    /// Where the connection stands, and how it leaves.
    enum Phase {
        /// Between requests: to `head` with the first byte, to `closed` after the idle time-out or the peer's end.
        case idle
        /// A head has begun: to `exchange` when it is whole or refused, to `closed` when the peer leaves.
        case head
        /// To `idle` when the response is out and the content was read, to `lingering` or `closed` otherwise.
        case exchange
        /// The response is out and our direction closed; what still comes is discarded (RFC 9112 §9.6).
        case lingering
        case closed
    }

    /// Held: it lives as long as its connections, and lets go of each when it closes.
    let server: Server
    /// Where it was accepted.
    let listener: Listener
    // Held beside the server that names them: what is read through two objects is counted at each use.
    let loop: EventLoop
    let pool: BufferPool
    let handler: any RequestHandler
    let transport: Transport
    /// The address and port of the other end of the socket, as text.
    let peer: [UInt8]
    /// The address of the other end of the socket.
    let peerAddress: NetworkAddress
    /// Where requests come from.
    var source: ClientSource
    /// The header of the PROXY protocol is still to come.
    var awaitsProxyHeader: Bool
    /// Where the server lists this connection.
    var place = 0

    var phase = Phase.idle
    /// Since when the client keeps us waiting, where it does, in microseconds of the loop's clock.
    var waitsSince: Int64
    var input = ByteBuffer()
    var output = ByteBuffer()
    var scanner = HeadScanner()
    var exchange: Exchange?
    var closesAfterResponse = false
    var discardedCount = 0
    /// How many bytes of content are read at once: more while all of them are taken.
    var pieceSize = ClientConnection.firstPiece
    /// The handler has put the request off; its head is still in the input.
    var isPostponed = false

    private var registration: Registration?
    private var timer: TimerID?
    private(set) var watched: Events = .readable
    private var isScheduled = false
    private var isLeaving = false
    /// The client has ended its direction; it may still read.
    var hasPeerEnded = false
    /// Nothing can be sent any more.
    var isBroken = false

    /// What ``pieceSize`` begins at, and falls to and rises to by what happens.
    private static let firstPiece = 128 * 1024
    static let smallestPiece = 32 * 1024
    static let largestPiece = 256 * 1024
    /// A bound of its own where it is not known how much of what arrives is content.
    static let chunkedPiece = 128 * 1024

    init(server: Server, listener: Listener, descriptor: CInt, peer: SocketAddress) {
        self.server = server
        self.listener = listener
        self.peer = Array(peer.description.utf8)
        peerAddress = peer.networkAddress
        source = ClientSource(peer: peerAddress)
        awaitsProxyHeader = listener.settings.takesProxyHeader
        loop = server.loop
        pool = server.pool
        handler = server.handler
        transport = Transport(descriptor: descriptor)
        waitsSince = server.loop.nowMicroseconds
    }

    /// Whether the client keeps us waiting, and nothing has been begun for it.
    var isWaiting: Bool {
        switch phase {
        case .idle, .head, .lingering: return true
        case .exchange:
            guard let exchange else { return false }
            if exchange.isGathered { return !exchange.hasContentEnded && exchange.canRespond }
            // It does not take that it was refused.
            return exchange.response == .finished && exchange.status >= 400 && watched.contains(.writable)
        case .closed: return false
        }
    }

    /// Begins to watch the socket.
    func start() throws(SystemError) {
        registration = try loop.register(transport.descriptor, for: .readable, handler: self)
        let timer = loop.makeTimer(self)
        self.timer = timer
        loop.arm(timer, after: awaitsProxyHeader ? server.timeouts.head : server.timeouts.idle)
    }

    // MARK: Events

    func handle(_ events: Events) {
        if events.contains(.writable) { writable() }
        if events.contains(.readable) { readable() }
        if !events.isDisjoint(with: .broken), !events.contains(.readable) { isBroken = true }
        advance()
    }

    func resume() {
        isScheduled = false
        if case .finished? = exchange?.response { flush() }
        if isPostponed, let exchange, phase == .exchange { offer(exchange) }
        advance()
    }

    func timerFired(_ timer: TimerID) {
        switch phase {
        case .idle where awaitsProxyHeader: reject(.proxyHeaderTimeout)
        case .idle, .lingering: close(reset: false)
        case .head: refuse(.headTimeout)
        case .exchange: exchangeTimedOut()
        case .closed: return
        }
        advance()
    }

    private func exchangeTimedOut() {
        if !output.isEmpty {
            // The client takes nothing of what it asked for; unless what waits has not been offered to it yet, which it
            // is at the next turn.
            if watched.contains(.writable) { isBroken = true }
        } else if let exchange, exchange.wantsContent, !exchange.hasContentEnded {
            contentFailed(.contentTimeout)
        }
    }

    /// Has ``resume()`` called after the current batch.
    func schedule() {
        guard !isScheduled, phase != .closed else { return }
        isScheduled = true
        loop.runLater(self)
    }

    // MARK: Interest and time

    /// Sets what is watched; a system call only where that changes.
    func watch(_ events: Events) {
        guard events != watched, let registration else { return }
        watched = events
        loop.modify(registration, to: events)
    }

    func pauseReading() { watch(watched.subtracting(.readable)) }

    func resumeReading() {
        guard !hasPeerEnded else { return }
        watch(watched.union(.readable))
    }

    func watchWritable(_ isWanted: Bool) {
        watch(isWanted ? watched.union(.writable) : watched.subtracting(.writable))
    }

    func arm(_ milliseconds: Int64) {
        guard let timer else { return }
        loop.arm(timer, after: milliseconds)
    }

    func disarm() {
        guard let timer else { return }
        loop.disarm(timer)
    }

    // MARK: Progress

    /// Does everything that can be done now.
    func advance() {
        while step() {}
        if phase != .closed { input.settle(in: pool) }
    }

    /// One step; whether another may follow.
    private func step() -> Bool {
        if isBroken, phase != .closed {
            close(reset: true)
            return false
        }
        switch phase {
        case .idle, .head: return readHead()
        case .exchange:
            deliverContent()
            return endExchangeIfDone()
        case .lingering, .closed: return false
        }
    }

    /// Ends the exchange when its response is out; whether the connection goes on.
    private func endExchangeIfDone() -> Bool {
        guard let exchange, phase == .exchange else { return phase != .exchange }
        if case .aborted = exchange.response {
            close(reset: true)
            return false
        }
        guard case .finished = exchange.response, output.isEmpty, !isBroken else { return isBroken }
        endExchange(exchange, completed: true)
        if closesAfterResponse || hasPeerEnded && input.isEmpty {
            beginLingering()
            return false
        }
        phase = .idle
        waitsSince = loop.nowMicroseconds
        arm(server.timeouts.idle)
        resumeReading()
        return !input.isEmpty
    }

    func endExchange(_ exchange: Exchange, completed: Bool) {
        self.exchange = nil
        if !exchange.hasContentEnded { closesAfterResponse = true }
        if let delegate = exchange.delegate {
            delegate.exchangeEnded(exchange, completed: completed)
        } else {
            handler.ended(exchange, completed: completed)
        }
        output.release(to: pool)
        server.recycle(exchange)
    }

    // MARK: Closing

    /// Takes no further request: closes between two requests, else after the response under way.
    func drain() {
        if phase == .idle { return close(reset: false) }
        closesAfterResponse = true
        isLeaving = true
        if let exchange { exchange.delegate?.exchangeIsToEnd(exchange) }
    }

    /// Whether it was told to take no further request.
    var isDraining: Bool { isLeaving || server.isDraining }

    /// Ends our direction and discards what still comes, so that the response is not lost to a reset (§9.6).
    private func beginLingering() {
        phase = .lingering
        waitsSince = loop.nowMicroseconds
        if hasPeerEnded { return close(reset: false) }
        transport.endWriting()
        input.removeAll()
        arm(server.timeouts.linger)
        resumeReading()
    }

    /// Ends the connection, and the exchange on it.
    func close(reset: Bool) {
        guard phase != .closed else { return }
        phase = .closed
        if let exchange { endExchange(exchange, completed: false) }
        if let registration { loop.unregister(registration) }
        if let timer { loop.removeTimer(timer) }
        input.release(to: pool)
        output.release(to: pool)
        transport.close(reset: reset)
        server.connectionClosed(self)
    }
}
