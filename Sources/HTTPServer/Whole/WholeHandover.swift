package import EventLoop

/// Hands the whole requests of one turn of a loop over together, to be answered off the loop.
///
/// Waking a thread costs as much as making a small answer, so it is not done for each request but once for a batch; and so
/// is waking the loop for the answers (``WholeDesk``). Belongs to the loop's thread.
package final class WholeHandover: DeferredHandler {
    let loop: EventLoop
    private let desk: WholeDesk
    private var gathered: [WholeDesk.Item] = []

    package init(loop: EventLoop) {
        self.loop = loop
        desk = WholeDesk(mailbox: loop.mailbox)
    }

    /// Has a request answered: the exchange is told on the loop.
    func append(_ exchange: WholeExchange, _ request: WholeRequest, _ responder: @escaping WholeExchange.Responder) {
        if gathered.isEmpty { loop.runLater(self) }
        gathered.append(WholeDesk.Item(LoopBound(exchange, on: loop), request, responder))
    }

    package func resume() {
        desk.append(&gathered)
    }
}
