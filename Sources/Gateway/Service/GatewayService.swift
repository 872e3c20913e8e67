package import EventLoop
package import HTTPServer
internal import HTTPCodec
package import Policy
internal import Synchronization

/// The gateway as a whole: its loops, and what the control plane does to all of them.
///
/// A change is posted to each loop's mailbox; it is in force when every loop has said so.
package final class GatewayService: Sendable {
    /// One loop with what lives on it.
    private struct Worker: Sendable {
        let thread: LoopThread
        let parts: LoopBound<Parts>
    }

    private final class Parts {
        let gateway: LoopGateway
        let server: Server

        init(gateway: LoopGateway, server: Server) {
            self.gateway = gateway
            self.server = server
        }
    }

    private let workers: [Worker]
    /// Where clients connect, with the ports that the kernel gave.
    package let addresses: [SocketAddress]

    /// Starts the loops, and listens.
    ///
    /// - Throws: ``SystemError`` where an address cannot be listened on; nothing then keeps running.
    package init(
        loops: Int, addresses: [SocketAddress], limits: ServerLimits, timeouts: ServerTimeouts, settings: LoopSettings,
        snapshot: Snapshot
    ) throws(SystemError) {
        var workers: [Worker] = []
        var bound: [SocketAddress] = addresses
        do throws(SystemError) {
            for index in 0..<loops {
                // The first loop settles the ports; the others join it there.
                let result = try Self.startWorker(index, bound, limits, timeouts, settings, snapshot)
                workers.append(result.worker)
                bound = result.addresses
            }
        } catch {
            for worker in workers { worker.thread.stop() }
            throw error
        }
        self.workers = workers
        self.addresses = bound
    }

    private static func startWorker(
        _ index: Int, _ addresses: [SocketAddress], _ limits: ServerLimits, _ timeouts: ServerTimeouts,
        _ settings: LoopSettings, _ snapshot: Snapshot
    ) throws(SystemError) -> (worker: Worker, addresses: [SocketAddress]) {
        let outcome = Outcome()
        let thread = try LoopThread(name: "loop-\(index)") { loop in
            outcome.set(Self.prepare(loop, addresses, limits, timeouts, settings, snapshot))
        }
        switch outcome.wait() {
        case .success(let ready): return (Worker(thread: thread, parts: ready.0), ready.1)
        case .failure(let error):
            thread.stop()
            throw error
        }
    }

    private static func prepare(
        _ loop: EventLoop, _ addresses: [SocketAddress], _ limits: ServerLimits, _ timeouts: ServerTimeouts,
        _ settings: LoopSettings, _ snapshot: Snapshot
    ) -> Result<(LoopBound<Parts>, [SocketAddress]), SystemError> {
        let buffers = BufferPool(blockSize: max(16 * 1024, limits.head.head))
        let gateway = LoopGateway(loop: loop, settings: settings, snapshot: snapshot, buffers: buffers)
        let server = Server(loop: loop, handler: gateway, limits: limits, timeouts: timeouts, pool: buffers)
        do throws(SystemError) {
            var bound: [SocketAddress] = []
            for address in addresses { bound.append(try server.listen(on: address)) }
            return .success((LoopBound(Parts(gateway: gateway, server: server), on: loop), bound))
        } catch {
            server.closeAll()
            return .failure(error)
        }
    }

    /// What the new thread reports back.
    private final class Outcome: Sendable {
        typealias Value = Result<(LoopBound<Parts>, [SocketAddress]), SystemError>
        private let value = Mutex<Value?>(nil)
        private let gate = Gate()

        func set(_ value: Value) {
            self.value.withLock { $0 = value }
            gate.open()
        }

        func wait() -> Value {
            gate.wait()
            return value.withLock { $0 } ?? .failure(SystemError(call: "loop", code: 0))
        }
    }

    /// Puts a snapshot into force; returns when every loop has it.
    package func adopt(_ snapshot: Snapshot) async {
        await onEveryLoop { $0.gateway.adopt(snapshot) }
    }

    /// Stops listening, lets calls that are under way end, and stops the loops.
    ///
    /// - Parameter patience: how long calls may take, in milliseconds; connections that last longer are cut.
    package func drain(patience: Int64) async {
        let deadline = Task { [workers] in
            try await Task.sleep(for: .milliseconds(patience))
            for worker in workers { worker.thread.mailbox.post { worker.parts.value.server.closeAll() } }
        }
        await withTaskGroup { group in
            for worker in workers { group.addTask { await Self.drain(worker) } }
        }
        deadline.cancel()
        await onEveryLoop { $0.gateway.shutDown() }
        for worker in workers { worker.thread.stop() }
    }

    private static func drain(_ worker: Worker) async {
        await withCheckedContinuation { continuation in
            worker.thread.mailbox.post { worker.parts.value.server.drain { continuation.resume() } }
        }
    }

    private func onEveryLoop(_ work: @escaping @Sendable (Parts) -> Void) async {
        await withTaskGroup { group in
            for worker in workers {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        worker.thread.mailbox.post {
                            work(worker.parts.value)
                            continuation.resume()
                        }
                    }
                }
            }
        }
    }
}
