import EventLoop
import HTTPCodec

@testable import HTTPServer

/// Notes how an exchange ends, and answers content that cannot be taken.
class NotingCarrier: ExchangeDelegate {
    let handler: PathHandler

    init(_ handler: PathHandler) { self.handler = handler }

    func exchange(_ exchange: Exchange, received content: Span<UInt8>) -> Int { content.count }

    func exchangeContentEnded(_ exchange: Exchange) {}

    func exchange(_ exchange: Exchange, contentFailed fault: MessageFault) {
        handler.note("content failed \(fault.rawValue)")
        guard exchange.canRespond else { return exchange.abort() }
        PathAnswer.write(fault.rawValue, status: fault.status, to: exchange)
    }

    func exchangeDrained(_ exchange: Exchange) {}

    func exchangeEnded(_ exchange: Exchange, completed: Bool) { handler.note("ended \(completed)") }
}

/// Answers with the request's content.
final class EchoedContent: NotingCarrier {
    private var content: [UInt8] = []

    override func exchange(_ exchange: Exchange, received content: Span<UInt8>) -> Int {
        for index in content.indices { self.content.append(content[index]) }
        return content.count
    }

    override func exchangeContentEnded(_ exchange: Exchange) {
        let content = self.content
        exchange.respond(status: 200, content: content.span) { _ in }
    }
}

/// Is answered when the test says so.
final class HeldExchange: NotingCarrier {
    let exchange: Exchange

    init(_ handler: PathHandler, _ exchange: Exchange) {
        self.exchange = exchange
        super.init(handler)
    }
}

/// Answers when a timer of its own fires.
final class TimedAnswer: NotingCarrier, TimerHandler {
    private let exchange: Exchange
    private let milliseconds: Int64

    init(_ handler: PathHandler, _ exchange: Exchange, after milliseconds: Int64) {
        self.exchange = exchange
        self.milliseconds = milliseconds
        super.init(handler)
    }

    /// Asks for the content first, whose timer is then the older one of two with the same deadline.
    func begin() {
        exchange.delegate = self
        exchange.acceptContent()
        handler.loop.arm(handler.loop.makeTimer(self), after: milliseconds)
    }

    func timerFired(_ timer: TimerID) {
        handler.loop.removeTimer(timer)
        PathAnswer.write("in time", to: exchange)
    }
}

/// Takes as much of the request's content as the test allows.
final class TakingContent: NotingCarrier {
    private let exchange: Exchange

    init(_ handler: PathHandler, _ exchange: Exchange) {
        self.exchange = exchange
        super.init(handler)
    }

    override func exchange(_ exchange: Exchange, received content: Span<UInt8>) -> Int {
        let count = min(handler.allowance, content.count)
        handler.allowance -= count
        for index in 0..<count { handler.taken.append(content[index]) }
        return count
    }

    override func exchangeContentEnded(_ exchange: Exchange) {
        PathAnswer.write("\(handler.taken.count)", to: exchange)
    }

    func allow(_ count: Int) {
        handler.allowance += count
        exchange.resumeContent()
    }
}

/// Sends much content, as fast as the client takes it and no faster.
final class SendingContent: NotingCarrier {
    /// A piece whose length fits no buffer's.
    static let piece = (0..<16_001).map { UInt8(truncatingIfNeeded: $0 % 251) }
    static let pieceCount = 640
    static var total: Int { piece.count * pieceCount }

    private let exchange: Exchange
    private let framed: Bool
    /// Whether there is room for the request's content.
    private let takesContent: Bool

    init(_ handler: PathHandler, _ exchange: Exchange, framed: Bool, takesContent: Bool = true) {
        self.exchange = exchange
        self.framed = framed
        self.takesContent = takesContent
        super.init(handler)
    }

    override func exchange(_ exchange: Exchange, received content: Span<UInt8>) -> Int {
        takesContent ? content.count : 0
    }

    func begin() {
        exchange.delegate = self
        exchange.startResponse(status: 200, content: framed ? .length(UInt64(Self.total)) : .unknown)
        produce()
    }

    override func exchangeDrained(_ exchange: Exchange) { produce() }

    private func produce() {
        let piece = Self.piece
        while handler.produced < Self.total {
            handler.produced += piece.count
            exchange.send(piece.span)
            guard exchange.flush() else { return }
        }
        exchange.finish()
    }
}

/// Sends more than the client takes at once, and the rest when it has taken that.
final class PausedContent: NotingCarrier {
    /// More than the kernels between us hold.
    static let piece = [UInt8](repeating: 0x78, count: 16 << 20)
    private var isDrained = false

    func begin(_ exchange: Exchange) {
        exchange.delegate = self
        exchange.startResponse(status: 200, content: .length(UInt64(Self.piece.count + 4)))
        exchange.send(Self.piece.span)
        exchange.flush()
        noteMemory(exchange, "paused")
    }

    override func exchangeDrained(_ exchange: Exchange) {
        guard !isDrained else { return }
        isDrained = true
        noteMemory(exchange, "drained")
        exchange.send(Array("rest".utf8).span)
        exchange.finish()
    }

    private func noteMemory(_ exchange: Exchange, _ when: String) {
        guard let connection = exchange.connection else { return }
        handler.note("\(when), memory held: \(connection.output.holdsMemory)")
    }
}
