package import EventLoop
package import HTTPCodec

/// Gathers a request to its end, has an `async` function answer it off the loop, and writes the answer.
///
/// For everything that is not the path of forwarding: the token endpoint, published keys, management.
package final class WholeExchange: ExchangeDelegate {
    /// Answers one request. Runs on the concurrency pool, never on a loop.
    package typealias Responder = @Sendable (WholeRequest) async -> WholeResponse

    private let loop: EventLoop
    private unowned let handler: any RequestHandler
    private let exchange: Exchange
    private let contentLimit: Int
    private let fields: (inout ByteBuffer) -> Void
    private let responder: Responder
    private var request: WholeRequest
    private var isOver = false

    /// Takes an exchange over.
    ///
    /// - Parameters:
    ///   - handler: is told of the end, and answers content that cannot be taken.
    ///   - contentLimit: bytes of content that are kept; more is refused with 413.
    ///   - fields: writes field lines that the response gets besides its own.
    package static func begin(
        _ exchange: Exchange, bytes: Span<UInt8>, loop: EventLoop, handler: any RequestHandler, contentLimit: Int,
        fields: @escaping (inout ByteBuffer) -> Void = { _ in }, responder: @escaping Responder
    ) {
        let whole = WholeExchange(exchange, bytes, loop, handler, contentLimit, fields, responder)
        exchange.delegate = whole
        exchange.contentLimit = UInt64(contentLimit)
        if case .length(let length) = exchange.head.framing, length > UInt64(contentLimit) {
            return whole.refuse(.contentTooLarge)
        }
        exchange.acceptContent()
        if !exchange.bringsContent { whole.answer() }
    }

    private init(
        _ exchange: Exchange, _ bytes: Span<UInt8>, _ loop: EventLoop, _ handler: any RequestHandler,
        _ contentLimit: Int, _ fields: @escaping (inout ByteBuffer) -> Void, _ responder: @escaping Responder
    ) {
        self.exchange = exchange
        self.loop = loop
        self.handler = handler
        self.contentLimit = contentLimit
        self.fields = fields
        self.responder = responder
        request = WholeRequest(exchange, bytes)
    }

    package func exchange(_ exchange: Exchange, received content: Span<UInt8>) -> Int {
        guard request.content.count + content.count <= contentLimit else {
            refuse(.contentTooLarge)
            return content.count
        }
        for index in content.indices { request.content.append(content[index]) }
        return content.count
    }

    package func exchangeContentEnded(_ exchange: Exchange) {
        guard exchange.canRespond, exchange.bringsContent else { return }
        answer()
    }

    package func exchange(_ exchange: Exchange, contentFailed fault: MessageFault) { refuse(fault) }

    package func exchangeDrained(_ exchange: Exchange) {}

    package func exchangeEnded(_ exchange: Exchange, completed: Bool) {
        isOver = true
        handler.ended(exchange, completed: completed)
    }

    private func refuse(_ fault: MessageFault) {
        // An answer is whole once it has begun; to abort it for content that follows would reset it away.
        guard exchange.canRespond else { return }
        handler.refuse(exchange, fault: fault)
    }

    private func answer() {
        let me = LoopBound(self, on: loop)
        let mailbox = loop.mailbox
        // Not structured: the loop's thread goes on, and the exchange's end is what bounds the task's use.
        Task { [request, responder] in
            let response = await responder(request)
            mailbox.post { me.value.write(response) }
        }
    }

    private func write(_ response: WholeResponse) {
        guard !isOver else { return }
        exchange.respond(status: response.status, content: response.content.span) { output in
            for field in response.fields {
                output.append(Array(field.name.utf8))
                output.append(": ")
                output.append(Array(field.value.utf8))
                output.append("\r\n")
            }
            fields(&output)
            if let date = exchange.connection?.server.date { output.appendField("Date", date) }
        }
    }
}

extension WholeRequest {
    /// Copies a head out of the bytes it arrived in.
    init(_ exchange: Exchange, _ bytes: Span<UInt8>) {
        let head = exchange.head
        self.init(
            method: Self.text(head.methodName, bytes),
            path: Self.text(head.path, bytes),
            query: head.query.map { Self.text($0, bytes) },
            fields: head.fields.lines.map { (Self.text($0.name, bytes), Self.text($0.value, bytes)) },
            peer: String(decoding: exchange.peer, as: UTF8.self)
        )
        clientAddress = "\(exchange.clientAddress)"
    }

    private static func text(_ range: ByteRange, _ bytes: Span<UInt8>) -> String {
        unsafe range.of(bytes).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
