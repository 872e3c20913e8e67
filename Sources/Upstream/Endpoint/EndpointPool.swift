internal import EventLoop
internal import HTTPCodec

/// One loop's connections to one endpoint.
package final class EndpointPool {
    /// How many unused connections are kept.
    private static let idleLimit = 512
    /// How long an endpoint that refused a connection is passed over, in milliseconds.
    private static let restMilliseconds: Int64 = 2_000

    package let endpoint: Endpoint
    let loop: EventLoop
    let timeouts: UpstreamTimeouts
    let buffers: BufferPool
    let headLimits: HeadLimits

    private var idle: ContiguousArray<UpstreamConnection> = []
    private var connections: [ObjectIdentifier: UpstreamConnection] = [:]
    /// Handle pairs without a connection; each holds two descriptors of libcurl's own and 50 KiB.
    private var spare = Spares<CurlPair>(limit: 32, least: 0)
    private var sessions: CurlSessions?
    private var restsUntil = Int64.min
    private var failures: UInt64 = 0
    private var failedAt = Int64.min
    private var answeredAt = Int64.min
    /// No configuration names it any more: no connection outlives its call.
    private var isDraining = false

    init(endpoint: Endpoint, loop: EventLoop, timeouts: UpstreamTimeouts, buffers: BufferPool, headLimits: HeadLimits) {
        self.endpoint = endpoint
        self.loop = loop
        self.timeouts = timeouts
        self.buffers = buffers
        self.headLimits = headLimits
    }

    /// Whether it refused a connection a moment ago.
    var isResting: Bool { loop.now < restsUntil }

    /// How many connections are open, used or not.
    package var connectionCount: Int { connections.count }

    /// An unused connection that stands, the last one used first. What may have arrived on it meanwhile is found before
    /// anything is sent.
    func takeIdle(for delegate: any UpstreamDelegate) -> UpstreamConnection? {
        while let connection = idle.popLast() {
            // The TLS layer may hold bytes of which the kernel knows nothing.
            if connection.isSecure, !connection.isQuiet {
                idle.append(connection)
                connection.close()
                continue
            }
            connection.take(for: delegate)
            return connection
        }
        return nil
    }

    /// Begins a new connection; `nil` when there is no descriptor for it, or libcurl has no memory.
    func connect(for delegate: any UpstreamDelegate) -> UpstreamConnection? {
        guard let curl = spare.take() ?? makePair() else { return nil }
        let connection = UpstreamConnection(pool: self, curl: curl)
        connections[ObjectIdentifier(connection)] = connection
        connection.connect(for: delegate)
        return connection
    }

    private func makePair() -> CurlPair? {
        if endpoint.identity != nil, sessions == nil {
            sessions = try? CurlSessions()
            guard sessions != nil else { return nil }
        }
        guard let pair = try? CurlPair(sessions: sessions) else { return nil }
        // Asked now, because the pair has taken descriptors already: where its socket would get none, it must not keep them.
        return loop.hasDescriptor(for: .calls) ? pair : nil
    }

    func put(_ connection: UpstreamConnection) {
        idle.append(connection)
        if isDraining { return connection.close() }
        if idle.count > Self.idleLimit { idle[0].close() }
    }

    func closed(_ connection: UpstreamConnection, _ curl: CurlPair, wasIdle: Bool) {
        if wasIdle, let index = idle.lastIndex(where: { $0 === connection }) { idle.remove(at: index) }
        connections[ObjectIdentifier(connection)] = nil
        // One that was not wanted any more leaves no handles behind: there are enough for the calls that come.
        if !isDraining, !wasIdle { spare.give(curl) }
    }

    /// Lets go of handle pairs that were not needed since the last time; whether more are left than a quiet loop needs.
    func trim() -> Bool {
        spare.trim()
        return spare.hasSurplus
    }

    func connectFailed() { restsUntil = loop.now + Self.restMilliseconds }

    /// An answer from it is complete.
    func answered() { answeredAt = loop.nowMicroseconds }

    /// It could not be connected to, or failed a call.
    func failed() {
        failures &+= 1
        failedAt = loop.nowMicroseconds
    }

    /// How it does on this loop.
    var condition: EndpointCondition {
        EndpointCondition(
            name: endpoint.name, address: endpoint.addressText, active: connections.count - idle.count,
            idle: idle.count, failures: failures, failedAt: failedAt, answeredAt: answeredAt)
    }

    /// Closes unused connections, and the others when their calls have ended.
    func drain() {
        isDraining = true
        for connection in idle { connection.close() }
        spare.removeAll()
    }

    /// Ends every connection.
    func closeAll() {
        for connection in Array(connections.values) { connection.cancel() }
    }
}
