import EventLoop
import HTTPCodec
import HTTPServer

/// Has whole requests answered off the loop, and messages that cannot be understood refused on it.
final class LoopHandler: RequestHandler {
    /// The most content that is kept of a request, in bytes; a payment is a few hundred.
    static let contentLimit = 64 * 1024

    private let loop: EventLoop
    private let responder: WholeExchange.Responder

    init(loop: EventLoop, responder: @escaping WholeExchange.Responder) {
        self.loop = loop
        self.responder = responder
    }

    func begin(_ exchange: Exchange, bytes: Span<UInt8>) -> Bool {
        WholeExchange.begin(
            exchange, bytes: bytes, loop: loop, handler: self, contentLimit: Self.contentLimit, responder: responder)
        return true
    }

    func refuse(_ exchange: Exchange, fault: MessageFault) {
        let response = Problem(fault).response(caller: nil)
        exchange.respond(status: response.status, content: response.content.span) { output in
            for field in response.fields {
                output.append(Array("\(field.name): \(field.value)\r\n".utf8))
            }
        }
    }

    func ended(_ exchange: Exchange, completed: Bool) {}
}
