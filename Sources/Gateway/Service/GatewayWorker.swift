internal import EventLoop
internal import HTTPCodec
internal import HTTPServer
internal import Policy
internal import Synchronization

/// One loop of the gateway, on its thread, with what lives on it.
struct GatewayWorker: Sendable {
    /// What lives on the loop, and belongs to its thread.
    final class Parts {
        let gateway: LoopGateway
        let server: Server

        init(gateway: LoopGateway, server: Server) {
            self.gateway = gateway
            self.server = server
        }

        /// Puts another configuration into force, between two events of the loop.
        func adopt(_ settings: ServiceSettings, _ snapshot: Snapshot) {
            gateway.adopt(settings.loop, snapshot)
            server.adopt(limits: settings.limits, timeouts: settings.timeouts, trusted: settings.trusted)
        }
    }

    let thread: LoopThread
    private let parts: LoopBound<Parts>

    // MARK: Starting

    /// Starts a loop that listens on these addresses.
    ///
    /// - Returns: the loop, and the addresses with the ports that the kernel gave.
    static func start(
        _ index: Int, listeners: [BoundListener], _ settings: ServiceSettings, _ snapshot: Snapshot
    ) throws(ListenFailure) -> (worker: GatewayWorker, listeners: [BoundListener]) {
        let outcome = Outcome()
        let thread: LoopThread
        do {
            thread = try LoopThread(name: "loop-\(index)") { loop in
                // Calls wait for this thread, and for no other.
                TimeSlice.shorten()
                outcome.set(prepare(loop, listeners, settings, snapshot))
            }
        } catch {
            throw ListenFailure(address: nil, error: error)
        }
        switch outcome.wait() {
        case .success(let ready): return (GatewayWorker(thread: thread, parts: ready.parts), ready.listeners)
        case .failure(let failure):
            thread.stop()
            throw failure
        }
    }

    private typealias Ready = (parts: LoopBound<Parts>, listeners: [BoundListener])

    private static func prepare(
        _ loop: EventLoop, _ listeners: [BoundListener], _ settings: ServiceSettings, _ snapshot: Snapshot
    ) -> Result<Ready, ListenFailure> {
        let buffers = BufferPool()
        let gateway = LoopGateway(loop: loop, settings: settings.loop, snapshot: snapshot, buffers: buffers)
        let server = Server(
            loop: loop, handler: gateway, limits: settings.limits, timeouts: settings.timeouts,
            trusted: settings.trusted,
            pool: buffers)
        var bound: [BoundListener] = []
        for listener in listeners {
            do {
                let settings = try server.listen(listener.bound)
                bound.append(BoundListener(configured: listener.configured, bound: settings))
            } catch {
                server.closeAll()
                return .failure(ListenFailure(address: listener.configured.address, error: error))
            }
        }
        return .success((LoopBound(Parts(gateway: gateway, server: server), on: loop), bound))
    }

    /// What the new thread reports back.
    private final class Outcome: Sendable {
        private let value = Mutex<Result<Ready, ListenFailure>?>(nil)
        private let gate = Gate()

        func set(_ value: Result<Ready, ListenFailure>) {
            self.value.withLock { $0 = value }
            gate.open()
        }

        func wait() -> Result<Ready, ListenFailure> {
            gate.wait()
            return value.withLock { $0 }
                ?? .failure(ListenFailure(address: nil, error: SystemError(call: "loop", code: 0)))
        }
    }

    // MARK: Work on the loop

    /// Has work done on the loop's thread.
    func post(_ work: @escaping @Sendable (Parts) -> Void) {
        thread.mailbox.post { [parts] in work(parts.value) }
    }

    /// Has work done on the loop's thread, and waits for it.
    func perform(_ work: @escaping @Sendable (Parts) -> Void) async {
        await withCheckedContinuation { continuation in
            post { parts in
                work(parts)
                continuation.resume()
            }
        }
    }

    /// Listens on one more address.
    func listen(_ settings: ListenerSettings) async -> Result<ListenerSettings, SystemError> {
        await withCheckedContinuation { continuation in
            post { parts in
                continuation.resume(
                    returning: Result { () throws(SystemError) in try parts.server.listen(settings) })
            }
        }
    }

    /// What the loop has counted; `nil` where it has stopped.
    func metrics() async -> GatewayMetrics? {
        await thread.mailbox.ask { [parts] reply in
            let parts = parts.value
            var metrics = parts.gateway.metrics
            metrics.connections = parts.server.connectionCount
            reply.give(metrics)
        }
    }

    /// Stops listening, and waits until the connections have ended.
    func drain() async {
        await withCheckedContinuation { continuation in
            post { $0.server.drain { continuation.resume() } }
        }
    }
}
