package import HTTPCodec

/// Gathers a request to its end, has it answered off the loop, and writes the answer.
///
/// For everything that is not the path of forwarding: the token endpoint, published keys, management.
package final class WholeExchange: ExchangeDelegate {
    /// Answers one request. Runs on the concurrency pool, never on a loop.
    package typealias Responder = @Sendable (WholeRequest) -> WholeAnswer

    private let handover: WholeHandover
    private unowned let handler: any RequestHandler
    private let exchange: Exchange
    private let contentLimit: Int
    private let fields: (inout ByteBuffer) -> Void
    private let responder: Responder
    private var request: WholeRequest
    /// The content of the response, where it is still being made.
    private var production: WholeProduction?
    private var isOver = false

    /// Takes an exchange over.
    ///
    /// - Parameters:
    ///   - handover: the loop's way off itself.
    ///   - handler: is told of the end, and answers content that cannot be taken.
    ///   - contentLimit: bytes of content that are kept; more is refused with 413.
    ///   - fields: writes field lines that the response gets besides its own.
    package static func begin(
        _ exchange: Exchange, _ head: borrowing RequestHead, _ bytes: Span<UInt8>, handover: WholeHandover,
        handler: any RequestHandler,
        contentLimit: Int,
        fields: @escaping (inout ByteBuffer) -> Void = { _ in }, responder: @escaping Responder
    ) {
        let whole = WholeExchange(exchange, head, bytes, handover, handler, contentLimit, fields, responder)
        exchange.delegate = whole
        exchange.contentLimit = UInt64(contentLimit)
        if case .length(let length) = head.framing, length > UInt64(contentLimit) {
            return whole.refuse(.contentTooLarge)
        }
        guard exchange.bringsContent else { return whole.answer() }
        exchange.isGathered = true
        exchange.acceptContent()
    }

    private init(
        _ exchange: Exchange, _ head: borrowing RequestHead, _ bytes: Span<UInt8>, _ handover: WholeHandover,
        _ handler: any RequestHandler, _ contentLimit: Int, _ fields: @escaping (inout ByteBuffer) -> Void,
        _ responder: @escaping Responder
    ) {
        self.exchange = exchange
        self.handover = handover
        self.handler = handler
        self.contentLimit = contentLimit
        self.fields = fields
        self.responder = responder
        request = WholeRequest(exchange, head, bytes)
    }

    package func exchange(_ exchange: Exchange, received content: Span<UInt8>) -> Int {
        guard request.content.count + content.count <= contentLimit else {
            refuse(.contentTooLarge)
            return content.count
        }
        unsafe content.withUnsafeBufferPointer { unsafe request.content.append(contentsOf: $0) }
        return content.count
    }

    package func exchangeContentEnded(_ exchange: Exchange) {
        guard exchange.canRespond, exchange.bringsContent else { return }
        answer()
    }

    package func exchange(_ exchange: Exchange, contentFailed fault: MessageFault) { refuse(fault) }

    package func exchangeDrained(_ exchange: Exchange) { production?.drained() }

    package func exchangeIsToEnd(_ exchange: Exchange) { production?.isToEnd() }

    package func exchangeEnded(_ exchange: Exchange, completed: Bool) {
        isOver = true
        production?.close()
        production = nil
        handler.ended(exchange, completed: completed)
    }

    private func refuse(_ fault: MessageFault) {
        // An answer is whole once it has begun; to abort it for content that follows would reset it away.
        guard exchange.canRespond else { return }
        handler.refuse(exchange, fault: fault)
    }

    private func answer() { handover.append(self, request, responder) }

    /// Writes the answer, where somebody still waits for it.
    func write(_ response: WholeResponse) {
        guard !isOver else { return }
        if let stream = response.stream { return begin(stream, of: response) }
        exchange.respond(status: response.status, content: response.content.span) { write(response.fields, to: &$0) }
    }

    private func write(_ lines: [(name: String, value: String)], to output: inout ByteBuffer) {
        for field in lines {
            output.append(field.name.utf8Span.span)
            output.append(": ")
            output.append(field.value.utf8Span.span)
            output.append("\r\n")
        }
        fields(&output)
        if let date = exchange.connection?.server.date { output.appendField("Date", date) }
    }

    private func begin(_ stream: WholeStream, of response: WholeResponse) {
        let hasContent = response.status != 204 && response.status != 304
        exchange.startResponse(status: response.status, content: hasContent ? .unknown : .none(length: nil)) {
            write(response.fields, to: &$0)
        }
        guard exchange.response == .chunks || exchange.response == .untilClose else { return exchange.finish() }
        let production = WholeProduction(exchange, isEndless: stream.isEndless)
        self.production = production
        if exchange.isToEnd, stream.isEndless { return production.isToEnd() }
        production.begin(stream.produce, on: handover.loop)
    }
}
