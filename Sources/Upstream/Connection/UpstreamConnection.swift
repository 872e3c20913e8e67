internal import CLinux
package import EventLoop
internal import Glibc
internal import HTTPCodec

/// One connection to an endpoint, opened and carried by libcurl in connect-only mode.
///
/// The request and response messages on it are the gateway's own. It serves one request at a time; between requests
/// it waits in its endpoint's pool, and anything that arrives then ends it.
///
/// All of its state belongs to the loop's thread.
package final class UpstreamConnection: EventHandler, TimerHandler, DeferredHandler, EarlyHandler {
    /// Where the connection stands, and how it leaves.
    enum Phase {
        /// To `idle` or `busy` when libcurl has connected, to `closed` when it has not.
        case connecting
        /// In the pool. To `busy` when taken, to `closed` when anything arrives or the time is up.
        case idle
        /// Carries a request. To `idle` after a persistent response, to `closed` after any other end.
        case busy
        case closed
    }

    /// The endpoint it leads to.
    package var endpoint: Endpoint { pool.endpoint }
    /// The endpoint as the operator wrote it.
    package var endpointName: [UInt8] { pool.endpoint.nameBytes }
    /// Whether it carried a request before this one.
    package var isReused: Bool { wasUsed }
    /// Whether any byte of the current request was handed to the kernel.
    package var hasSent: Bool { hasBegun }
    /// Whether any byte of the current response has arrived.
    package var hasReceived: Bool { isAnswered }
    /// Why the connection failed, in libcurl's own words: for the operator.
    package var failureWords: String? { words }

    /// Held, because a pool that no configuration names any more lives as long as its last connection; the pool lets
    /// go of the connection when it closes.
    let pool: EndpointPool
    // Held beside the pool that names them: what is read through two objects is counted at each use.
    let loop: EventLoop
    let buffers: BufferPool
    let timeouts: UpstreamTimeouts
    let headLimits: HeadLimits
    let curl: CurlPair
    /// Whether TLS secures it.
    let isSecure: Bool
    var wasUsed = false
    var hasBegun = false
    var isAnswered = false
    var words: String?
    var phase = Phase.connecting
    /// Held until the response is complete or given up; it holds the connection, and lets go of it at the same point.
    var delegate: (any UpstreamDelegate)?

    var registration: Registration?
    var watched: Events = []
    var descriptor: CInt = -1
    var timer: TimerID?
    var isScheduled = false

    var reader = ResponseReader()
    var hasHead = false
    /// Whether the head that came last lets the connection carry another request; of the final one in the end.
    var isPersistent = false
    /// The whole response has been handed on.
    var isComplete = false
    var isPaused = false
    /// How many bytes are read at once: more while the client takes all of them.
    var pieceSize = UpstreamConnection.firstPiece
    var method = Method.get
    /// What is being sent over TLS: the library wants the same bytes, at the same place, until it has sent them.
    var sealing = ByteBuffer()
    /// Something arrived before the request went out, which then must not go out here.
    var isSpoilt = false
    /// The loop's turn in which it was last seen to be quiet, since it was taken from the pool.
    var quietAt: UInt64 = 0
    /// Waits for the loop to look whether anything has arrived.
    var isLooking = false
    /// The delegate is looking at the input.
    var isDelivering = false
    /// The request is out to its last byte, so that the connection may be used again after the response.
    var isRequestSent = false
    /// The rest of the request is not sent any more: nobody wants it, or nobody has it.
    var isRequestAbandoned = false
    /// The other side reset the connection while we were sending. That is told once, to whoever asks first, and an
    /// end that is read afterwards is none in order.
    var isReset = false

    /// There was no descriptor for its socket.
    var lacksDescriptor = false
    /// Why it could not begin to connect; told when its turn comes.
    var connectError: UpstreamFailure?

    /// How many bytes are read in one turn of the loop, where the other side goes on giving.
    static let bytesPerTurn = 512 * 1024
    /// How many bytes all of a loop's connections are to read in one turn together: what a client waits whose call comes while
    /// many others' answers do.
    static let bytesOfAllPerTurn = 4 * 1024 * 1024
    /// How many records of TLS one piece is made of at most, however small they are.
    static let recordsPerPiece = 16
    /// What ``pieceSize`` begins at, and falls to and rises to by what happens.
    static let firstPiece = 128 * 1024
    static let smallestPiece = 32 * 1024
    static let largestPiece = 256 * 1024

    init(pool: EndpointPool, curl: CurlPair) {
        self.pool = pool
        self.curl = curl
        isSecure = pool.endpoint.identity != nil
        loop = pool.loop
        buffers = pool.buffers
        timeouts = pool.timeouts
        headLimits = pool.headLimits
    }

    // MARK: Events

    package func handle(_ events: Events) {
        switch phase {
        case .connecting:
            // Pure error bits would make libcurl 7.88 fail without looking at what is pending.
            let isBroken = !events.isDisjoint(with: .broken)
            driveConnect(
                descriptor, readable: events.contains(.readable) || isBroken, writable: events.contains(.writable))
        case .idle:
            // Whatever arrives between two requests answers neither of them. A session ticket of TLS is nothing that
            // arrives: it is taken in, and the connection stays.
            if !isSecure || !isQuiet { close() }
        case .busy:
            if events.contains(.writable) { roomToSend() }
            guard phase == .busy else { return }
            let isBroken = !events.isDisjoint(with: .broken)
            // That it is broken would be told at each turn of the loop, for as long as the client takes nothing.
            if isPaused, isBroken { return forget() }
            if isBroken || events.contains(.readable) { receive() }
        case .closed: break
        }
    }

    package func timerFired(_ timer: TimerID) {
        switch phase {
        case .connecting: driveConnect(nil)
        case .idle: close()
        case .busy: fail(.timeout)
        case .closed: break
        }
    }

    package func resume() {
        isScheduled = false
        switch phase {
        case .connecting: driveConnect(nil)
        case .busy where isSpoilt: fail(.reset)
        case .busy where !isPaused:
            // Not for a request that has not begun: what was put off was another's.
            if hasSent { process() }
            // What the TLS layer has decrypted raises no event.
            if isSecure, phase == .busy, !isPaused { receive() }
        default: break
        }
    }

    // MARK: Interest and time

    func forget() {
        if let registration { loop.unregister(registration) }
        registration = nil
    }

    func schedule() {
        guard !isScheduled else { return }
        isScheduled = true
        loop.runLater(self)
    }

    func disarm() {
        if let timer { loop.disarm(timer) }
    }

    func watch(_ events: Events) {
        guard events != watched, let registration else { return }
        watched = events
        loop.modify(registration, to: events)
    }

    // MARK: Ending

    /// Ends the connection and tells whose request it carried.
    func fail(_ failure: UpstreamFailure) {
        let delegate = self.delegate
        self.delegate = nil
        // That the gateway has no descriptors left is not the endpoint's fault: other calls need it.
        if phase == .connecting, failure != .resources { pool.connectFailed() }
        close()
        delegate?.upstream(self, failed: failure)
    }

    /// Has its end counted as a failure of the endpoint: called by whom ``UpstreamDelegate/upstream(_:failed:)`` told of it,
    /// and who knows whether it is one.
    package func countFailure() { pool.failed() }

    /// Ends the connection without a word to whose request it carried.
    package func cancel() {
        delegate = nil
        close()
    }

    func close() {
        guard phase != .closed else { return }
        let wasIdle = phase == .idle
        phase = .closed
        delegate = nil
        forget()
        if let timer { loop.removeTimer(timer) }
        timer = nil
        if !isDelivering { reader.release(to: buffers) }
        curl.close()
        // Only now, because until then the TLS layer may look at it.
        sealing.release(to: buffers)
        pool.closed(self, curl, wasIdle: wasIdle)
    }
}
