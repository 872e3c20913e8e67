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
        var left = Self.share(among: loop.eventCount)
        while left > 0 {
            guard let count = receiveOnce(atMost: left), phase == .busy, !isPaused else { return }
            left -= count
        }
        // What the TLS layer has decrypted raises no event.
        if isSecure { schedule() }
    }

    /// How many bytes one connection reads in a turn that brings so many events.
    static func share(among events: Int) -> Int {
        min(bytesPerTurn, max(smallestPiece, bytesOfAllPerTurn / max(1, events)))
    }

    /// Reads a piece and takes it apart; how many bytes it was, where there may be more, else `nil`.
    private func receiveOnce(atMost left: Int) -> Int? {
        var outcome = CurlPair.Transfer.wouldBlock
        let most = min(pieceSize, max(left, Self.smallestPiece))
        let (room, count) = unsafe reader.fill(from: buffers, atMost: most, headLimit: headLimits.head) {
            unsafe read(all: $0, &outcome)
        }
        guard room > 0 else {
            process()
            return nil
        }
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
        switch phase {
        // A delegate that ended the connection was looking at what had arrived.
        case .closed: reader.release(to: buffers)
        case .idle: break
        case .busy, .connecting: reader.settle(in: buffers)
        }
        if case .moved = outcome { return count }
        return nil
    }

    /// Reads a piece: in clear text with one call, over TLS, which gives one record at a time, with several.
    ///
    /// - Parameter outcome: set to what came of it: `moved` where there may be more.
    /// - Returns: how many bytes were read.
    private func read(all memory: UnsafeMutableRawBufferPointer, _ outcome: inout CurlPair.Transfer) -> Int {
        var count = 0
        for _ in 0..<(isSecure ? Self.recordsPerPiece : 1) {
            outcome = unsafe read(into: UnsafeMutableRawBufferPointer(rebasing: memory[count...]))
            guard case .moved(let more) = outcome else { return count }
            count += more
            if count == memory.count { break }
        }
        // In clear text, less than there was room for was all there was.
        if !isSecure, count < memory.count { outcome = .wouldBlock }
        return count
    }

    /// Takes what was read as part of the response.
    private func take() {
        // What comes before the request has begun cannot be its answer: the client's content may be slow to come.
        guard hasSent else { return fail(.reset) }
        isAnswered = true
        process()
        // For the rest, where there is more to come. A part of a head moves nothing: one that drips would hold this
        // connection and the client's for as long as its limit of bytes lasts, even when the client has long gone.
        if hasHead, phase == .busy { awaitMore() }
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
            while !hasHead, phase == .busy { guard try passHeadOn() else { break } }
            if hasHead, phase == .busy { try passContentOn() }
        } catch {
            return fail(.badResponse)
        }
        guard phase == .busy else { return }
        if isComplete { return complete() }
        if delegate?.upstreamPaused(self) == false {
            isPaused = true
            pieceSize = max(pieceSize / 2, Self.smallestPiece)
            disarm()
        } else {
            pieceSize = min(pieceSize * 2, Self.largestPiece)
        }
    }

    /// Hands on a head that is whole; whether there was one.
    private func passHeadOn() throws(MessageFault) -> Bool {
        guard try reader.readHead(to: method, limits: headLimits) else { return false }
        isDelivering = true
        Self.deliverHead(reader, of: self)
        isDelivering = false
        (hasHead, isPersistent) = reader.takeHead()
        if !hasHead, phase == .busy { awaitMore() }
        return true
    }

    private func awaitMore() {
        if isAwaitingResponse, !isPaused { armResponse() }
    }

    private static func deliverHead(_ reader: borrowing ResponseReader, of connection: UpstreamConnection) {
        connection.delegate?.upstream(connection, received: reader.head, bytes: reader.bytes)
    }

    /// Hands on the content that has arrived.
    private func passContentOn() throws(MessageFault) {
        while phase == .busy {
            switch try reader.nextContent() {
            case .piece(let count):
                isDelivering = true
                Self.deliverPiece(count, reader, of: self)
                isDelivering = false
            case .awaited: return
            case .complete:
                isComplete = true
                return
            }
        }
    }

    private static func deliverPiece(
        _ count: Int, _ reader: borrowing ResponseReader, of connection: UpstreamConnection
    ) {
        connection.delegate?.upstream(connection, received: reader.piece(count))
    }

    /// The other side has ended the connection.
    func ended() {
        if isSecure, !curl.isEndTold {
            // Cut, by whom nobody knows (RFC 9112 §9.8).
            words = "the connection ended without close_notify"
            return fail(.reset)
        }
        guard hasHead, reader.endsAtClose, !isReset else { return fail(.reset) }
        complete()
    }

    func complete() {
        let delegate = self.delegate
        self.delegate = nil
        pool.answered()
        // Bytes after the response, or a request cut short, leave the connection in an unknown state.
        if isPersistent, isRequestSent, !isSecure || endSealing(), reader.end(in: buffers) {
            phase = .idle
            pool.put(self)
            if let timer { loop.arm(timer, after: timeouts.idle) }
        } else {
            close()
        }
        delegate?.upstreamEnded(self)
    }
}
