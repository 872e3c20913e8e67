import EventLoop
import HTTPCodec

@testable import HTTPServer

/// Answers by the path of the request, and notes what happens.
final class PathHandler: RequestHandler {
    let loop: EventLoop
    private(set) var events: [String] = []
    /// Exchanges that are not answered until the test says so.
    var held: [HeldExchange] = []
    /// The content that ``TakingContent`` takes, and how much it may.
    var taken: [UInt8] = []
    var allowance = 0
    var taking: TakingContent?
    /// How much ``SendingContent`` has handed over.
    var produced = 0
    /// How often `/postponed` is put off before it is answered.
    var postponements = 0
    /// Answers `/whole`.
    var responder: WholeExchange.Responder = { .now(WholeResponse(status: 200, content: $0.content)) }
    /// The last exchange of `/whole`.
    private var whole: Exchange?
    /// Whether memory is held for what the client of ``whole`` has not taken.
    var holdsOutput: Bool { whole?.connection?.output.holdsMemory ?? false }
    private lazy var handover = WholeHandover(loop: loop)

    init(loop: EventLoop) { self.loop = loop }

    func note(_ event: String) { events.append(event) }

    func begin(_ exchange: Exchange, _ head: borrowing RequestHead, _ bytes: Span<UInt8>) -> Bool {
        let path = head.path.of(bytes)
        let text = String(decoding: path.indices.map { path[$0] }, as: UTF8.self)
        note("begin " + text)
        if text == "/postponed", postponements > 0 {
            postponements -= 1
            return false
        }
        answer(exchange, text, head, bytes)
        return true
    }

    private func answer(_ exchange: Exchange, _ path: String, _ head: borrowing RequestHead, _ bytes: Span<UInt8>) {
        switch path {
        case "/echo" where exchange.bringsContent: carry(exchange, EchoedContent(self))
        case "/echo": exchange.respond(status: 200, content: Span()) { _ in }
        case "/held": hold(exchange)
        case "/timed": TimedAnswer(self, exchange, after: 100).begin()
        case "/take":
            let taking = TakingContent(self, exchange)
            self.taking = taking
            carry(exchange, taking)
        case "/send": SendingContent(self, exchange, framed: true).begin()
        case "/send-paused": PausedContent(self).begin(exchange)
        case "/send-deaf":
            SendingContent(self, exchange, framed: true, takesContent: false).begin()
            exchange.acceptContent()
        case "/send-unknown": SendingContent(self, exchange, framed: false).begin()
        case "/whole":
            whole = exchange
            WholeExchange.begin(
                exchange, head, bytes, handover: handover, handler: self, contentLimit: 8, responder: responder)
        default: PathAnswer.write(path, to: exchange)
        }
    }

    private func carry(_ exchange: Exchange, _ delegate: any ExchangeDelegate) {
        exchange.delegate = delegate
        exchange.acceptContent()
    }

    private func hold(_ exchange: Exchange) {
        let holding = HeldExchange(self, exchange)
        exchange.delegate = holding
        held.append(holding)
    }

    func release(_ text: String) {
        guard !held.isEmpty else { return }
        PathAnswer.write(text, to: held.removeFirst().exchange)
    }

    func refuse(_ exchange: Exchange, fault: MessageFault) {
        note("refuse \(fault.rawValue)")
        PathAnswer.write(fault.rawValue, status: fault.status, to: exchange)
    }

    func ended(_ exchange: Exchange, completed: Bool) { note("ended \(completed)") }
}

/// Answers that are given at once.
enum PathAnswer {
    /// More than the kernels between us hold.
    private static let large = [UInt8](repeating: 0x78, count: 16 << 20)

    static func write(_ text: String, status: Int = 200, to exchange: Exchange) {
        switch text {
        case "/204": exchange.respond(status: 204, content: Span()) { _ in }
        case "/large": exchange.respond(status: 200, content: large.span) { _ in }
        case "/large-refusal": exchange.respond(status: 403, content: large.span) { _ in }
        case "/304": start(exchange, 304, .none(length: 5), "")
        case "/short": start(exchange, 200, .length(10), "short")
        case "/long": start(exchange, 200, .length(3), "too long")
        case "/unknown": start(exchange, 200, .unknown, "unknown")
        case "/aborted": exchange.abort()
        case "/interim":
            exchange.interim(status: 103) { $0.append("Link: </a>\r\n") }
            start(exchange, 200, .length(5), "after")
        default: exchange.respond(status: status, content: Array(text.utf8).span) { _ in }
        }
    }

    private static func start(_ exchange: Exchange, _ status: Int, _ content: ResponseContent, _ text: String) {
        exchange.startResponse(status: status, content: content)
        exchange.send(Array(text.utf8).span)
        exchange.finish()
    }
}
