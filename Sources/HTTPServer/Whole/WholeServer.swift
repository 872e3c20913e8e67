package import EventLoop
package import HTTPCodec
internal import Synchronization

/// A server on a thread of its own whose requests are all read whole and answered off its loop: for everything that
/// forwards nothing.
package final class WholeServer: Sendable {
    /// Where clients connect, with the port that the kernel gave where 0 was asked for.
    package let address: SocketAddress
    private let thread: LoopThread
    private let server: LoopBound<Server>

    /// Starts the thread and listens.
    ///
    /// - Parameters:
    ///   - name: the thread's, at most 15 bytes.
    ///   - contentLimit: bytes of content that are kept of a request; more is refused with 413.
    ///   - connections: how many clients there are at once; a further one takes the place of one that waits.
    ///   - timeouts: how long clients are waited for.
    ///   - trusted: which proxies are believed about whom they speak for.
    ///   - refusal: answers a message that cannot be understood.
    ///   - responder: answers every other, on the concurrency pool.
    /// - Throws: ``SystemError`` where the address cannot be listened on; nothing then keeps running.
    package init(
        at address: SocketAddress, name: String, contentLimit: Int, connections: Int = ServerLimits().connections,
        timeouts: ServerTimeouts = .init(), trusted: TrustedNetworks = .none,
        refusal: @escaping @Sendable (MessageFault) -> WholeResponse,
        responder: @escaping @Sendable (WholeRequest) async -> WholeResponse
    ) throws(SystemError) {
        let startup = Startup()
        var limits = ServerLimits()
        limits.connections = connections
        thread = try LoopThread(name: name) { [limits] loop in
            let handler = WholeHandler(loop: loop, contentLimit: contentLimit, refusal: refusal) { request in
                .later { await responder(request) }
            }
            startup.finish(Self.listen(loop, address, handler, limits, timeouts, trusted))
        }
        switch startup.wait() {
        case .success(let ready):
            server = ready.server
            self.address = ready.address
        case .failure(let error):
            thread.stop()
            throw error
        }
    }

    private typealias Ready = (server: LoopBound<Server>, address: SocketAddress)

    private static func listen(
        _ loop: EventLoop, _ address: SocketAddress, _ handler: WholeHandler, _ limits: ServerLimits,
        _ timeouts: ServerTimeouts, _ trusted: TrustedNetworks
    ) -> Result<Ready, SystemError> {
        let server = Server(
            loop: loop, handler: handler, limits: limits, timeouts: timeouts, trusted: trusted, use: .operation)
        do throws(SystemError) {
            let bound = try server.listen(on: address)
            return .success((LoopBound(server, on: loop), bound))
        } catch {
            return .failure(error)
        }
    }

    /// Believes these proxies from now on, and no others.
    package func trust(_ trusted: TrustedNetworks) {
        thread.mailbox.post { [server] in
            let server = server.value
            server.adopt(limits: server.limits, timeouts: server.timeouts, trusted: trusted)
        }
    }

    /// Stops listening, lets requests under way end, and ends the thread. Blocks until that is done. Streams that have no
    /// end of their own end at once.
    ///
    /// - Parameter patience: how long requests may take, in milliseconds; connections that last longer are cut.
    package func stop(patience: Int64) {
        let drained = Gate()
        thread.mailbox.post { [server] in
            let server = server.value
            let deadline = Deadline(server)
            server.loop.arm(server.loop.makeTimer(deadline), after: patience)
            server.drain { drained.open() }
        }
        drained.wait()
        thread.stop()
    }

    /// Cuts the connections that are still open when its time has come.
    private final class Deadline: TimerHandler {
        private let server: Server

        init(_ server: Server) { self.server = server }

        func timerFired(_ timer: TimerID) { server.closeAll() }
    }

    /// What the new thread reports back.
    private final class Startup: Sendable {
        private let result = Mutex<Result<Ready, SystemError>?>(nil)
        private let gate = Gate()

        func finish(_ result: Result<Ready, SystemError>) {
            self.result.withLock { $0 = result }
            gate.open()
        }

        func wait() -> Result<Ready, SystemError> {
            gate.wait()
            return result.withLock { $0 } ?? .failure(SystemError(call: "loop", code: 0))
        }
    }
}

/// Has whole requests answered off the loop, and messages that cannot be understood refused on it.
private final class WholeHandler: RequestHandler {
    private let handover: WholeHandover
    private let contentLimit: Int
    private let refusal: @Sendable (MessageFault) -> WholeResponse
    private let responder: WholeExchange.Responder

    init(
        loop: EventLoop, contentLimit: Int, refusal: @escaping @Sendable (MessageFault) -> WholeResponse,
        responder: @escaping WholeExchange.Responder
    ) {
        handover = WholeHandover(loop: loop)
        self.contentLimit = contentLimit
        self.refusal = refusal
        self.responder = responder
    }

    func begin(_ exchange: Exchange, _ head: borrowing RequestHead, _ bytes: Span<UInt8>) -> Bool {
        WholeExchange.begin(
            exchange, head, bytes, handover: handover, handler: self, contentLimit: contentLimit, responder: responder)
        return true
    }

    func refuse(_ exchange: Exchange, fault: MessageFault) {
        let response = refusal(fault)
        exchange.respond(status: response.status, content: response.content.span) { output in
            for field in response.fields {
                output.append(Array("\(field.name): \(field.value)\r\n".utf8))
            }
        }
    }

    func ended(_ exchange: Exchange, completed: Bool) {}
}
