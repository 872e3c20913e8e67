internal import CLinux
internal import EventLoop
internal import Glibc
package import HTTPCodec

/// Sending a request.
extension UpstreamConnection {
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

    func sendPlain(_ bytes: Span<UInt8>) -> Int? {
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

    func roomToSend() {
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
    var isAwaitingResponse: Bool {
        isRequestSent || isRequestAbandoned || watched.contains(.writable)
    }

    func armResponse() {
        guard let timer else { return }
        loop.arm(timer, after: pool.timeouts.response)
    }
}
