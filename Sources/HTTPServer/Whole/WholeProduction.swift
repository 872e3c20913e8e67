internal import EventLoop

/// A ``WholeStream`` on its way to one client. Belongs to the loop's thread.
final class WholeProduction {
    private let exchange: Exchange
    private let isEndless: Bool
    private var task: Task<Void, Never>?
    /// Whether more is taken.
    private var isOpen = true
    /// Waits for the client to take what it was sent.
    private var writer: Reply<Bool>?

    /// - Parameter exchange: its response has begun, and its content goes on until it is told to end.
    init(_ exchange: Exchange, isEndless: Bool) {
        self.exchange = exchange
        self.isEndless = isEndless
        if isEndless { exchange.connection?.transport.keepLittle() }
        // Whoever waits for events is to know that they will come.
        _ = exchange.flushAndRest()
    }

    /// Has the content made.
    func begin(_ produce: @escaping WholeStream.Producer, on loop: EventLoop) {
        let (place, mailbox) = (LoopBound(self, on: loop), loop.mailbox)
        let writer = WholeWriter { piece in
            await mailbox.ask { place.value.send(piece, $0) } ?? false
        }
        // Not structured: it ends when the content does, and is cancelled with the exchange.
        task = Task {
            let isWhole: Bool
            do {
                try await produce(writer)
                isWhole = true
            } catch {
                isWhole = false
            }
            mailbox.post { place.value.produced(isWhole: isWhole) }
        }
    }

    private func send(_ piece: [UInt8], _ reply: Reply<Bool>) {
        guard isOpen else { return reply.give(false) }
        exchange.send(piece.span)
        if exchange.flushAndRest() { reply.give(true) } else { writer = reply }
    }

    private func produced(isWhole: Bool) {
        guard isOpen else { return }
        close()
        // What lacks its end must not look whole.
        if isWhole { exchange.finish() } else { exchange.abort() }
    }

    /// The client has taken everything that it was sent.
    func drained() {
        writer?.give(true)
        writer = nil
    }

    /// The server takes no more requests: what would not end by itself ends now, and does not wait for a client that takes
    /// nothing.
    func isToEnd() {
        guard isOpen, isEndless else { return }
        let isTaken = writer == nil
        close()
        if isTaken { exchange.finish() } else { exchange.abort() }
    }

    /// The exchange is over, or has all that it will get: nobody wants more.
    func close() {
        isOpen = false
        writer?.give(false)
        writer = nil
        task?.cancel()
        task = nil
    }
}
