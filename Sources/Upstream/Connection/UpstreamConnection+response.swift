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

    /// Reads what is there, but lets others have their turn.
    func receive() {
        guard !isPaused else { return watch(watched.subtracting(.readable)) }
        var left = Self.bytesPerTurn
        while left > 0 {
            guard let count = receiveOnce(), phase == .busy, !isPaused else { return }
            left -= count
        }
        // What the TLS layer has decrypted raises no event.
        if isSecure { schedule() }
    }

    /// Reads a piece and takes it apart; how many bytes it was, where there may be more, else `nil`.
    private func receiveOnce() -> Int? {
        guard prepareInput() else {
            process()
            return nil
        }
        let (count, outcome) = fillInput()
        if count > 0 { take() }
        switch outcome {
        case .moved: break
        case .wouldBlock: break
        case .ended where phase == .busy: ended()
        case .failed(let error) where phase == .busy:
            words = error.description
            fail(isRefusal(error) ? .tls : .reset)
        case .ended, .failed: close()
        }
        // A delegate that ended the connection was looking at the input.
        if phase == .closed { input.release(to: buffers) } else { input.settle(in: buffers) }
        if case .moved = outcome { return count }
        return nil
    }

    /// Has room in the input: the large block, unless a head has begun to arrive. Whether there is some.
    private func prepareInput() -> Bool {
        input.acquireLarge(from: buffers)
        // At the front again, so that all of the block serves: interim heads may have gone before.
        if input.freeCount == 0, input.count < headLimits.head { input.reserve(1) }
        return input.freeCount > 0
    }

    /// Reads a piece; in clear text with one call, over TLS, which gives one record at a time, with several.
    ///
    /// - Returns: how much was read, and what came of it: `moved` where there may be more.
    private func fillInput() -> (Int, CurlPair.Transfer) {
        let room = min(pieceSize, input.freeCount)
        var count = 0
        for _ in 0..<(isSecure ? Self.recordsPerPiece : 1) {
            var transfer = CurlPair.Transfer.wouldBlock
            count += unsafe input.fill(atMost: room - count) { memory in
                transfer = unsafe read(into: memory)
                if case .moved(let count) = transfer { return count }
                return 0
            }
            guard case .moved = transfer else { return (count, transfer) }
            if count == room { break }
        }
        // In clear text, less than there was room for was all there was.
        return (count, isSecure || count == room ? .moved(count) : .wouldBlock)
    }

    /// Takes what was read as part of the response.
    private func take() {
        // What comes before the request has begun cannot be its answer: the client's content may be slow to come.
        guard hasSent else { return fail(.reset) }
        isAnswered = true
        process()
        // For the rest, where there is more to come.
        if phase == .busy, isAwaitingResponse, !isPaused { armResponse() }
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
            pieceSize = max(pieceSize / 2, Self.smallestPiece)
            disarm()
        } else {
            pieceSize = min(pieceSize * 2, Self.largestPiece)
        }
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
        guard let count = try scanner.scan(input.bytes, limits: headLimits) else { return nil }
        try head.parse(input.bytes, byteCount: count, to: method, limits: headLimits)
        return count
    }

    func deliverHead() {
        isDelivering = true
        delegate?.upstream(self, received: head, bytes: input.bytes)
        isDelivering = false
    }

    func readContent() throws(MessageFault) {
        while phase == .busy, !decoder.isComplete {
            let count = try decoder.gather(&input)
            guard count > 0 else { return }
            isDelivering = true
            delegate?.upstream(self, received: input.prefix(count))
            isDelivering = false
            guard phase == .busy else { return }
            input.consume(count)
        }
    }

    /// The other side has ended the connection.
    func ended() {
        if isSecure, !curl.isEndTold {
            // Cut, by whom nobody knows (RFC 9112 §9.8).
            words = "the connection ended without close_notify"
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
            input.release(to: buffers)
            sealing.release(to: buffers)
            phase = .idle
            pool.put(self)
            if let timer { loop.arm(timer, after: timeouts.idle) }
        } else {
            close()
        }
        delegate?.upstreamEnded(self)
    }
}
