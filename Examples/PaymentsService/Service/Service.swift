import EventLoop
import HTTPServer
import Synchronization

/// The running service: one loop on one thread, and the server on it.
final class Service: Sendable {
    /// Where clients connect, with the port that the kernel gave where 0 was asked for.
    let address: SocketAddress
    private let thread: LoopThread
    private let server: LoopBound<Server>

    /// Starts the thread and listens.
    ///
    /// - Throws: ``SystemError`` where the address cannot be listened on; nothing then keeps running.
    init(at address: SocketAddress, responder: @escaping WholeExchange.Responder) throws(SystemError) {
        let startup = Startup()
        thread = try LoopThread(name: "payments") { loop in
            startup.finish(Self.listen(loop, address, responder))
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
        _ loop: EventLoop, _ address: SocketAddress, _ responder: @escaping WholeExchange.Responder
    ) -> Result<Ready, SystemError> {
        let server = Server(loop: loop, handler: LoopHandler(loop: loop, responder: responder))
        do throws(SystemError) {
            let bound = try server.listen(on: address)
            return .success((LoopBound(server, on: loop), bound))
        } catch {
            return .failure(error)
        }
    }

    /// Stops listening, lets requests under way end, and ends the thread. Blocks until that is done.
    ///
    /// - Parameter patience: how long requests may take, in milliseconds; connections that last longer are cut.
    func stop(patience: Int64) {
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
