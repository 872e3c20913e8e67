internal import EventLoop
internal import HTTPCodec

extension ClientConnection {
    /// Bytes, or the client's end, are there to be taken.
    func readable() {
        guard phase != .lingering else { return discard() }
        guard phase != .closed else { return }
        if let exchange, exchange.undelivered > 0 {
            // There is room again: what is here goes first, and takes the block with it.
            deliverContent()
            if exchange.isContentBlocked { return pauseReading() }
            input.settle(in: pool)
        }
        let isPassingOn = isPassingContentOn
        let free = isPassingOn ? input.acquireLarge(from: pool) : input.acquire(from: pool)
        if free == 0 {
            makeRoom()
            guard input.freeCount > 0 else { return pauseReading() }
        }
        switch transport.read(into: &input, atMost: isPassingOn ? contentToRead : .max) {
        case .moved:
            // A client that takes nothing of its response is not excused by sending, nor is one that drips what has to be
            // here as a whole: it would hold its place without a token, for half a minute with each byte.
            if phase == .exchange, let exchange, exchange.wantsContent, !exchange.isGathered, output.isEmpty {
                arm(server.timeouts.content)
            }
        case .wouldBlock: break
        case .ended: peerEnded()
        case .broken: isBroken = true
        }
    }

    /// Whether what arrives is content that somebody waits for.
    private var isPassingContentOn: Bool {
        guard phase == .exchange, let exchange else { return false }
        return exchange.wantsContent && !exchange.decoder.isComplete
    }

    /// How much of the content is read at once: no more than there is of it, so that requests that follow cannot make us
    /// hold a large block of them; and less where the other side has not taken all of it before.
    private var contentToRead: Int {
        guard let exchange else { return 0 }
        guard let remaining = exchange.decoder.remaining else { return min(pieceSize, Self.chunkedPiece) }
        return Int(min(UInt64(pieceSize), remaining))
    }

    /// Moves what waits to the front again, so that all of the block serves; where a head is larger, takes a larger one.
    private func makeRoom() {
        let isReadingHead = phase == .idle || phase == .head
        let most = isReadingHead ? max(pool.blockSize, server.limits.head.head) : pool.blockSize
        if input.count < most { input.reserve(1) }
    }

    /// The client has ended its direction: whole requests are still answered.
    private func peerEnded() {
        hasPeerEnded = true
        pauseReading()
        switch phase {
        case .idle, .head: if input.isEmpty || phase == .head { close(reset: false) }
        default: break
        }
    }

    /// Reads what nobody wants, within bounds of time (the timer's) and amount.
    private func discard() {
        input.acquire(from: pool)
        input.removeAll()
        switch transport.read(into: &input) {
        case .moved(let count):
            discardedCount += count
            if discardedCount > server.limits.discarded { close(reset: true) }
        case .wouldBlock: break
        case .ended: close(reset: false)
        case .broken: close(reset: true)
        }
        input.removeAll()
    }

    // MARK: Heads

    /// Takes a head from the input, when it is whole; whether an exchange has begun.
    func readHead() -> Bool {
        if awaitsProxyHeader, !readProxyHeader() { return false }
        do {
            var found = try Self.scan(input, &scanner, server.limits.head, mayBeginEmpty: true)
            if case .emptyLine = found {
                skipEmptyLines()
                found = try Self.scan(input, &scanner, server.limits.head, mayBeginEmpty: false)
            }
            switch found {
            case .nothing, .emptyLine:
                // Empty lines were all that was left of a client that has ended its direction.
                if hasPeerEnded { close(reset: false) }
                return false
            case .begun: return waitForHead()
            case .whole(let count): begin(byteCount: count)
            }
        } catch {
            refuse(error)
        }
        return true
    }

    private enum Scan { case nothing, emptyLine, begun, whole(Int) }

    private static func scan(
        _ input: borrowing ByteBuffer, _ scanner: inout HeadScanner, _ limits: HeadLimits, mayBeginEmpty: Bool
    ) throws(MessageFault) -> Scan {
        guard let first = input.first else { return .nothing }
        if mayBeginEmpty, first == ASCII.carriageReturn { return .emptyLine }
        return try scanner.scan(input.bytes, limits: limits).map { .whole($0) } ?? .begun
    }

    private func waitForHead() -> Bool {
        if phase == .idle {
            phase = .head
            waitsSince = loop.nowMicroseconds
            // From the first byte on, and not moved by those that follow.
            arm(server.timeouts.head)
        }
        if hasPeerEnded { close(reset: false) }
        return false
    }

    /// Empty lines before a request are passed over (RFC 9112 §2.2), also when they arrive in pieces: no head begins
    /// with one, so what the scanner has seen of it is forgotten.
    private func skipEmptyLines() {
        while input.count >= 2, input.bytes[0] == ASCII.carriageReturn, input.bytes[1] == ASCII.lineFeed {
            input.consume(2)
            scanner = HeadScanner()
        }
    }

    private func begin(byteCount: Int) {
        let exchange = beginExchange()
        do {
            try exchange.readHead(input, byteCount: byteCount, limits: server.limits.head)
        } catch {
            return refuse(error)
        }
        if source.isTrusted(in: server.trusted) {
            do {
                exchange.forwarding = try Forwarding(
                    exchange.requestHead, input.bytes, from: source.address, trusting: server.trusted)
            } catch {
                return refuse(error)
            }
        }
        if !exchange.request.isPersistent || server.isDraining { closesAfterResponse = true }
        offer(exchange)
    }

    /// Offers the request to the handler, now and, where it puts it off, at each turn until it takes it.
    func offer(_ exchange: Exchange) {
        isPostponed = !handler.begin(exchange, exchange.requestHead, input.bytes)
        guard isPostponed else { return input.consume(exchange.request.byteCount) }
        schedule()
    }

    private func beginExchange() -> Exchange {
        let exchange = server.takeExchange()
        exchange.prepare(on: self)
        self.exchange = exchange
        phase = .exchange
        disarm()
        return exchange
    }

    private func beginUnreadExchange() -> Exchange {
        let exchange = beginExchange()
        exchange.forgetHead()
        return exchange
    }

    /// Has a message that cannot be understood answered; nothing after it on this connection is read.
    func refuse(_ fault: MessageFault) {
        let exchange = self.exchange ?? beginUnreadExchange()
        closesAfterResponse = true
        exchange.hasContentEnded = false
        handler.refuse(exchange, fault: fault)
        if exchange.canRespond { isBroken = true }
    }

    // MARK: Content

    /// A handler wants the content: from now on it has to come.
    func contentWanted(_ exchange: Exchange) {
        guard !exchange.hasContentEnded else { return schedule() }
        if exchange.request.expectsContinue, input.count <= exchange.request.byteCount {
            acquireOutput()
            output.append("HTTP/1.1 100 Continue\r\n\r\n")
            flush()
        }
        waitsSince = loop.nowMicroseconds
        arm(server.timeouts.content)
        schedule()
    }

    /// The handler has room again: what it waits for is the client's content, and that has to come.
    func contentResumed() {
        if output.isEmpty { arm(server.timeouts.content) }
        schedule()
    }

    /// The client need not send now. Where it has not taken what it was sent, the time for that runs on: there is one
    /// timer for both, and a client that keeps a response from ending must not be waited for without end.
    private func stopAwaitingContent() {
        if output.isEmpty { disarm() }
    }

    /// Hands over the content that has arrived, until there is no more or no room for it.
    func deliverContent() {
        guard let exchange, exchange.wantsContent, !isPostponed, !exchange.hasContentEnded,
            let delegate = exchange.delegate
        else { return }
        do {
            while !exchange.isContentBlocked {
                if exchange.undelivered > 0 {
                    deliver(exchange, to: delegate)
                } else if exchange.decoder.isComplete {
                    return contentEnded(exchange, delegate)
                } else if try !decodeContent(exchange) {
                    break
                }
            }
            try settleReading(exchange)
        } catch {
            contentFailed(error)
        }
    }

    private func deliver(_ exchange: Exchange, to delegate: any ExchangeDelegate) {
        let count = exchange.undelivered
        let taken = delegate.exchange(exchange, received: input.prefix(count))
        input.consume(taken)
        exchange.undelivered -= taken
        exchange.progress.received += UInt64(taken)
        exchange.isContentBlocked = exchange.undelivered > 0
        pieceSize =
            exchange.isContentBlocked ? max(pieceSize / 2, Self.smallestPiece) : min(pieceSize * 2, Self.largestPiece)
    }

    /// Finds the next content in the input and moves it to the front; whether there is some.
    private func decodeContent(_ exchange: Exchange) throws(MessageFault) -> Bool {
        exchange.undelivered = try exchange.decoder.gather(&input)
        if exchange.receivedCount + UInt64(exchange.undelivered) > exchange.contentLimit { throw .contentTooLarge }
        return exchange.undelivered > 0 || exchange.decoder.isComplete
    }

    private func contentEnded(_ exchange: Exchange, _ delegate: any ExchangeDelegate) {
        exchange.hasContentEnded = true
        stopAwaitingContent()
        resumeReading()
        delegate.exchangeContentEnded(exchange)
    }

    /// Waits for more content, or, where the handler has no room, for it.
    private func settleReading(_ exchange: Exchange) throws(MessageFault) {
        if exchange.isContentBlocked { return stopAwaitingContent() }
        guard !hasPeerEnded else { throw .incomplete }
        resumeReading()
    }

    func contentFailed(_ fault: MessageFault) {
        guard let exchange, let delegate = exchange.delegate else { return refuse(fault) }
        exchange.wantsContent = false
        closesAfterResponse = true
        delegate.exchange(exchange, contentFailed: fault)
    }
}
