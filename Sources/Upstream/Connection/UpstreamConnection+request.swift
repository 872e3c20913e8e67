internal import CLinux
internal import EventLoop
internal import Glibc
package import HTTPCodec

/// Sending a request.
extension UpstreamConnection {
    /// Takes a connection that stands into use.
    func take(for delegate: any UpstreamDelegate) {
        self.delegate = delegate
        wasUsed = true
        quietAt = 0
        phase = .busy
        disarm()
    }

    /// Whether nothing has arrived on an idle connection, neither bytes nor the end. After `false` the connection must
    /// not be used.
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

    /// Whether something may have arrived on a connection that was idle, so that nothing may be sent on it yet: the other
    /// side may have closed, and bytes that are there before the request would be taken for its answer.
    private var isUnseen: Bool { isReused && !hasSent && quietAt != loop.turnCount }

    /// Waits for the loop to ask the kernel, which it does for all connections in one system call.
    private func look() {
        guard !isLooking, let registration else { return }
        isLooking = true
        loop.runBeforeEvents(self, of: registration)
    }

    /// What had arrived when the loop asked has been told by now, and has ended the request on this connection.
    package func resumeEarly() {
        isLooking = false
        guard phase == .busy, isUnseen else { return }
        // Of more events than one batch holds, this connection's may be among those that are still to come; and what is
        // told of one that is paused is passed over.
        guard loop.hasSeenAll && !isPaused || isQuiet else {
            isSpoilt = true
            return schedule()
        }
        quietAt = loop.turnCount
        delegate?.upstreamHasRoom(self)
    }

    /// Prepares for the response to a request with this method.
    package func beginRequest(method: Method) {
        self.method = method
        hasBegun = false
        isAnswered = false
        hasHead = false
        isComplete = false
        isPaused = false
        isRequestSent = false
        isRequestAbandoned = false
        isReset = false
        pieceSize = Self.firstPiece
    }

    /// Sends what can be sent now, up to three pieces one behind the other: a head, content, and what frames it.
    /// ``UpstreamDelegate/upstreamHasRoom(_:)`` says when more can.
    ///
    /// - Returns: how many bytes went; `nil` when the connection cannot send any more, which its reading will explain.
    package func send(_ first: Span<UInt8>, _ second: Span<UInt8> = Span(), _ third: Span<UInt8> = Span()) -> Int? {
        guard phase == .busy, !isRequestAbandoned else { return nil }
        if isUnseen {
            look()
            return 0
        }
        return isSecure ? seal(first, second, third) : sendPlain(first, second, third)
    }

    /// Notes why nothing can be sent any more; what has arrived before is still to be read, within the usual time: a kernel
    /// without memory, say, tells the reader nothing.
    func noteFailedSending(_ number: CInt) {
        armResponse()
        // After an end in order it is a broken pipe; so it is at each further attempt.
        if number == ECONNRESET { isReset = true }
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
        loop.arm(timer, after: timeouts.response)
    }
}
