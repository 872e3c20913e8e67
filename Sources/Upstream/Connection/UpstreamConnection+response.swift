internal import EventLoop
internal import HTTPCodec

/// Reading a response.
extension UpstreamConnection {
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
    func watchAgain() -> Bool {
        guard registration == nil else { return true }
        registration = try? loop.register(descriptor, for: .readable, handler: self)
        watched = .readable
        return registration != nil
    }

    /// Reads once, or, where the TLS layer may hold bytes that raise no event, until there are none; but lets others
    /// have their turn.
    func receive() {
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
    func receiveOnce() -> Bool {
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
    func isRefusal(_ error: CurlError) -> Bool {
        // Another alert, such as that of a damaged record, says nothing of what was carried out.
        let words = error.description
        return isSecure && !isReused && !hasReceived && words.contains(" alert ")
            && ["certificate", "unknown ca", "access denied"].contains { words.contains($0) }
    }

    /// Takes apart what has arrived.
    func process() {
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

    func readHead() throws(MessageFault) -> Bool {
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
    func parseHead(_ input: borrowing ByteBuffer) throws(MessageFault) -> Int? {
        guard let count = try scanner.scan(input.bytes, limits: pool.headLimits) else { return nil }
        try head.parse(input.bytes, byteCount: count, to: method, limits: pool.headLimits)
        return count
    }

    func deliverHead() {
        isDelivering = true
        delegate?.upstream(self, received: head, bytes: input.bytes)
        isDelivering = false
    }

    func readContent() throws(MessageFault) {
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

    func decode(
        _ input: borrowing ByteBuffer, from position: inout Int
    ) throws(MessageFault) -> Range<Int>? {
        try decoder.next(input.bytes, from: &position)
    }

    /// The other side has ended the connection.
    func ended() {
        if isSecure, !curl.isEndTold {
            // Cut, by whom nobody knows (RFC 9112 §9.8).
            failureWords = "the connection ended without close_notify"
            return fail(.reset)
        }
        guard hasHead, decoder.endsAtClose, !isReset else { return fail(.reset) }
        complete()
    }

    func complete() {
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
}
