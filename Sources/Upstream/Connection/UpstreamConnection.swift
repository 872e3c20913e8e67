internal import CLinux
package import EventLoop
internal import Glibc
package import HTTPCodec

/// One connection to an endpoint, opened and carried by libcurl in connect-only mode.
///
/// The request and response messages on it are the gateway's own. It serves one request at a time; between requests
/// it waits in its endpoint's pool, and anything that arrives then ends it.
///
/// All of its state belongs to the loop's thread.
package final class UpstreamConnection: EventHandler, TimerHandler, DeferredHandler, CurlPairOwner {
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
    /// Whether it carried a request before this one.
    package private(set) var isReused = false
    /// Whether any byte of the current request was handed to the kernel.
    package internal(set) var hasSent = false
    /// Whether any byte of the current response has arrived.
    package private(set) var hasReceived = false
    /// Why the connection failed, in libcurl's own words: for the operator.
    package private(set) var failureWords: String?

    /// Held, because a pool that no configuration names any more lives as long as its last connection; the pool lets
    /// go of the connection when it closes.
    let pool: EndpointPool
    private let loop: EventLoop
    let curl: CurlPair
    /// Whether TLS secures it.
    let isSecure: Bool
    private(set) var phase = Phase.connecting
    /// Held until the response is complete or given up; it holds the connection, and lets go of it at the same point.
    private var delegate: (any UpstreamDelegate)?

    private var registration: Registration?
    private var watched: Events = []
    private var descriptor: CInt = -1
    private var timer: TimerID?
    private var isScheduled = false

    private var input = ByteBuffer()
    private var scanner = HeadScanner()
    private var head = ResponseHead()
    private var decoder = ContentDecoder(.none)
    private var hasHead = false
    private var isPaused = false
    private var method = Method.get
    private var interimCount = 0
    /// What is being sent over TLS: the library wants the same bytes, at the same place, until it has sent them.
    var sealing = ByteBuffer()
    /// Something arrived before the request went out, which then must not go out here.
    private var isSpoilt = false
    /// The loop's turn in which it was taken from the pool, and last seen to be quiet.
    private var takenAt: UInt64 = 0
    /// The delegate is looking at the input.
    private var isDelivering = false
    /// The request is out to its last byte, so that the connection may be used again after the response.
    private var isRequestSent = false
    /// The rest of the request is not sent any more: nobody wants it, or nobody has it.
    private var isRequestAbandoned = false
    /// The other side reset the connection while we were sending. That is told once, to whoever asks first, and an
    /// end that is read afterwards is none in order.
    private var isReset = false

    /// How many interim responses one request may get.
    private static let interimLimit = 16
    /// How often a secured connection is read in one turn of the loop, where it goes on giving.
    private static let readsPerTurn = 16

    init(pool: EndpointPool, curl: CurlPair) {
        self.pool = pool
        self.curl = curl
        isSecure = pool.endpoint.identity != nil
        loop = pool.loop
    }

    // MARK: Connecting

    /// Begins to connect on behalf of a request.
    func connect(for delegate: any UpstreamDelegate) {
        self.delegate = delegate
        timer = loop.makeTimer(self)
        do {
            try curl.connect(endpoint, timeout: pool.timeouts.connect, owner: self)
        } catch {
            // Told later: the caller has not yet got the connection.
            failureWords = error.description
            connectError = UpstreamFailure.connecting(error)
        }
        schedule()
    }

    private var connectError: UpstreamFailure?

    private func driveConnect(_ descriptor: CInt?, readable: Bool = false, writable: Bool = false) {
        if let connectError { return fail(connectError) }
        guard let outcome = curl.drive(descriptor, readable: readable, writable: writable) else { return }
        switch outcome {
        case .failure(let error):
            failureWords = error.description
            fail(UpstreamFailure.connecting(error))
        case .success: connected()
        }
    }

    private func connected() {
        forget()
        guard let socket = curl.activeSocket() else { return fail(.connect) }
        descriptor = socket
        do {
            registration = try loop.register(socket, for: .readable, handler: self)
        } catch {
            return fail(.resources)
        }
        watched = .readable
        phase = .busy
        disarm()
        guard let delegate else { return close() }
        delegate.upstreamConnected(self)
    }

    func curlWatches(_ descriptor: CInt, readable: Bool, writable: Bool) {
        guard phase == .connecting else { return }
        forget()
        self.descriptor = descriptor
        watched = readable ? (writable ? [.readable, .writable] : .readable) : writable ? .writable : []
        do {
            registration = try loop.register(descriptor, for: watched, handler: self)
        } catch {
            connectError = .resources
            schedule()
        }
    }

    func curlForgets(_ descriptor: CInt) {
        if phase == .connecting { forget() }
    }

    func curlCloses(_ descriptor: CInt) { forget() }

    func curlWaits(_ milliseconds: Int?) {
        guard phase == .connecting, let timer else { return }
        guard let milliseconds else { return loop.disarm(timer) }
        if milliseconds == 0 { return schedule() }
        loop.arm(timer, after: Int64(milliseconds))
    }

    private func forget() {
        if let registration { loop.unregister(registration) }
        registration = nil
    }

    private func schedule() {
        guard !isScheduled else { return }
        isScheduled = true
        loop.runLater(self)
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
            process()
            // What the TLS layer has decrypted raises no event.
            if isSecure, phase == .busy, !isPaused { receive() }
        default: break
        }
    }

    private func watch(_ events: Events) {
        guard events != watched, let registration else { return }
        watched = events
        loop.modify(registration, to: events)
    }

    // MARK: The request

    /// Takes a connection that stands into use.
    func take(for delegate: any UpstreamDelegate) {
        self.delegate = delegate
        isReused = true
        takenAt = loop.turnCount
        phase = .busy
        disarm()
    }

    /// Whether nothing has arrived on an idle connection, neither bytes nor the end: asked before each use. After `false`
    /// the connection must not be used.
    var isQuiet: Bool {
        if isSecure {
            var byte: UInt8 = 0
            let transfer = unsafe withUnsafeMutableBytes(of: &byte) { unsafe curl.receive(into: $0) }
            return if case .wouldBlock = transfer { true } else { false }
        }
        var byte: UInt8 = 0
        let count = unsafe recv(descriptor, &byte, 1, CInt(MSG_PEEK) | CInt(MSG_DONTWAIT))
        return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)
    }

    /// Prepares for the response to a request with this method.
    package func beginRequest(method: Method) {
        self.method = method
        hasSent = false
        hasReceived = false
        hasHead = false
        isPaused = false
        isRequestSent = false
        isRequestAbandoned = false
        isReset = false
        interimCount = 0
        scanner = HeadScanner()
    }

    /// Sends what can be sent now.
    ///
    /// - Returns: how many bytes went; `nil` when the connection cannot send any more, which its reading will explain.
    package func send(_ bytes: Span<UInt8>) -> Int? {
        guard phase == .busy, !isRequestAbandoned else { return nil }
        // The client's content may have been slow to come, and the other side may have closed meanwhile: as long as
        // nothing is sent, the request can go elsewhere.
        if !hasSent, isReused, takenAt != loop.turnCount, !isQuiet {
            isSpoilt = true
            schedule()
            return nil
        }
        return isSecure ? seal(bytes) : sendPlain(bytes)
    }

    private func sendPlain(_ bytes: Span<UInt8>) -> Int? {
        switch curl.send(bytes) {
        case .moved(let count):
            hasSent = true
            if count < bytes.count { waitForRoom() }
            return count
        case .wouldBlock:
            waitForRoom()
            return 0
        case .ended, .failed:
            noteFailedSending()
            return nil
        }
    }

    /// Notes why nothing can be sent any more; what has arrived before is still to be read.
    func noteFailedSending() {
        // After an end in order it is a broken pipe; so it is at each further attempt.
        if curl.systemError == ECONNRESET { isReset = true }
    }

    func waitForRoom() {
        watch(watched.union(.writable))
        armResponse()
    }

    private func roomToSend() {
        watch(watched.subtracting(.writable))
        guard !isRequestAbandoned, sealing.isEmpty || sendSealing() == true else { return }
        // From here on it is the client that may keep the request waiting, which is the client connection's to watch.
        if !isAwaitingResponse { disarm() }
        delegate?.upstreamHasRoom(self)
    }

    /// The request is out: from now on the response has to come.
    package func requestSent() {
        isRequestSent = true
        // While the client does not take what has come, nothing is waited for here.
        if !isPaused { armResponse() }
    }

    /// The rest of the request will not come: from now on only the response matters, and the connection ends with it.
    package func abandonRequest() {
        guard phase == .busy, !isRequestSent else { return }
        isRequestAbandoned = true
        watch(watched.subtracting(.writable))
        if !isPaused { armResponse() }
    }

    /// Whether it is the other side that we wait for, and not the client.
    private var isAwaitingResponse: Bool {
        isRequestSent || isRequestAbandoned || watched.contains(.writable)
    }

    private func disarm() {
        if let timer { loop.disarm(timer) }
    }

    private func armResponse() {
        guard let timer else { return }
        loop.arm(timer, after: pool.timeouts.response)
    }

    // MARK: The response

    /// Goes on reading after ``UpstreamDelegate/upstreamPaused(_:)`` said that there was no room.
    package func resumeReading() {
        guard isPaused, phase == .busy else { return }
        isPaused = false
        // Told later: this was called from below.
        if !watchAgain() { isSpoilt = true }
        watch(watched.union(.readable))
        armResponse()
        schedule()
    }

    /// Watches the descriptor again where it was let go of; whether it is watched.
    private func watchAgain() -> Bool {
        guard registration == nil else { return true }
        registration = try? loop.register(descriptor, for: .readable, handler: self)
        watched = .readable
        return registration != nil
    }

    /// Reads once, or, where the TLS layer may hold bytes that raise no event, until there are none; but lets others
    /// have their turn.
    private func receive() {
        guard !isPaused else { return watch(watched.subtracting(.readable)) }
        guard isSecure else {
            _ = receiveOnce()
            return
        }
        for _ in 0..<Self.readsPerTurn {
            guard receiveOnce(), phase == .busy, !isPaused else { return }
        }
        schedule()
    }

    /// Reads once; whether something was read.
    private func receiveOnce() -> Bool {
        input.acquire(from: pool.buffers)
        // At the front again, so that all of the block serves: interim heads may have gone before.
        if input.freeCount == 0, input.count < pool.headLimits.head { input.reserve(1) }
        if input.freeCount == 0 {
            process()
            return false
        }
        var transfer = CurlPair.Transfer.wouldBlock
        _ = unsafe input.fill { memory in
            transfer = unsafe curl.receive(into: memory)
            if case .moved(let count) = transfer { return count }
            return 0
        }
        switch transfer {
        case .moved:
            // What comes before the request has begun cannot be its answer: the client's content may be slow to come.
            guard hasSent else {
                fail(.reset)
                return false
            }
            hasReceived = true
            if isAwaitingResponse { armResponse() }
            process()
            return true
        case .wouldBlock: break
        case .ended: ended()
        case .failed(let error):
            failureWords = error.description
            fail(isRefusal(error) ? .tls : .reset)
        }
        return false
    }

    /// Whether the other side ended the handshake after we had done our part: from TLS 1.3 on it looks at the gateway's
    /// certificate only then (RFC 8446 §4.4.2.4).
    private func isRefusal(_ error: CurlError) -> Bool {
        // Another alert, such as that of a damaged record, says nothing of what was carried out.
        let words = error.description
        return isSecure && !isReused && !hasReceived && words.contains(" alert ")
            && ["certificate", "unknown ca", "access denied"].contains { words.contains($0) }
    }

    /// Takes apart what has arrived.
    private func process() {
        do throws(MessageFault) {
            while !hasHead, phase == .busy { guard try readHead() else { break } }
            if hasHead, phase == .busy { try readContent() }
        } catch {
            return fail(.badResponse)
        }
        guard phase == .busy else { return }
        if hasHead, decoder.isComplete { return complete() }
        if delegate?.upstreamPaused(self) == false {
            isPaused = true
            disarm()
        }
        if input.isEmpty { input.release(to: pool.buffers) }
    }

    private func readHead() throws(MessageFault) -> Bool {
        guard let count = try parseHead(input) else { return false }
        // Nothing asked for another protocol, so nothing may switch to one.
        guard head.status != 101 else { throw .statusLine }
        if head.isInterim {
            interimCount += 1
            guard interimCount <= Self.interimLimit else { throw .statusLine }
        }
        deliverHead()
        input.consume(count)
        scanner = HeadScanner()
        guard !head.isInterim else { return true }
        hasHead = true
        decoder = ContentDecoder(head.framing)
        return false
    }

    /// Parses the head in the input when it is whole; its length, or `nil`.
    private func parseHead(_ input: borrowing ByteBuffer) throws(MessageFault) -> Int? {
        guard let count = try scanner.scan(input.bytes, limits: pool.headLimits) else { return nil }
        try head.parse(input.bytes, byteCount: count, to: method, limits: pool.headLimits)
        return count
    }

    private func deliverHead() {
        isDelivering = true
        delegate?.upstream(self, received: head, bytes: input.bytes)
        isDelivering = false
    }

    private func readContent() throws(MessageFault) {
        while phase == .busy, !decoder.isComplete {
            var position = 0
            let range = try decode(input, from: &position)
            guard let range else {
                input.consume(position)
                return
            }
            input.consume(range.lowerBound)
            let count = range.count
            isDelivering = true
            delegate?.upstream(self, received: input.prefix(count))
            isDelivering = false
            guard phase == .busy else { return }
            input.consume(count)
        }
    }

    private func decode(
        _ input: borrowing ByteBuffer, from position: inout Int
    ) throws(MessageFault) -> Range<Int>? {
        try decoder.next(input.bytes, from: &position)
    }

    /// The other side has ended the connection.
    private func ended() {
        if isSecure, !curl.isEndTold {
            // Cut, by whom nobody knows (RFC 9112 §9.8).
            failureWords = "the connection ended without close_notify"
            return fail(.reset)
        }
        guard hasHead, decoder.endsAtClose, !isReset else { return fail(.reset) }
        complete()
    }

    private func complete() {
        let delegate = self.delegate
        self.delegate = nil
        // Bytes after the response, or a request cut short, leave the connection in an unknown state.
        if head.isPersistent, isRequestSent, input.isEmpty, sealing.isEmpty {
            input.release(to: pool.buffers)
            sealing.release(to: pool.buffers)
            phase = .idle
            pool.put(self)
            if let timer { loop.arm(timer, after: pool.timeouts.idle) }
        } else {
            close()
        }
        delegate?.upstreamEnded(self)
    }

    // MARK: Ending

    /// Ends the connection and tells whose request it carried.
    private func fail(_ failure: UpstreamFailure) {
        let delegate = self.delegate
        self.delegate = nil
        if phase == .connecting { pool.connectFailed() }
        close()
        delegate?.upstream(self, failed: failure)
    }

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
        if !isDelivering { input.release(to: pool.buffers) }
        curl.close()
        // Only now, because until then the TLS layer may look at it.
        sealing.release(to: pool.buffers)
        pool.closed(self, curl, wasIdle: wasIdle)
    }
}
