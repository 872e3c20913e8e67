internal import EventLoop
package import HTTPServer
package import Policy
internal import HTTPCodec
internal import Synchronization

/// The gateway as a whole: its loops, and what the control plane does to all of them.
///
/// A change is posted to each loop's mailbox; it is in force when every loop has said so. Changes of the configuration
/// are made one after the other, by one caller.
package final class GatewayService: Sendable {
    private let workers: [GatewayWorker]
    private let listeners: Mutex<[BoundListener]>

    /// Where clients connect, with the ports that the kernel gave.
    package var addresses: [SocketAddress] { listeners.withLock { $0.map(\.bound.address) } }

    /// Starts the loops, and listens.
    ///
    /// - Throws: ``ListenFailure`` where an address cannot be listened on; nothing then keeps running.
    package init(loops: Int, settings: ServiceSettings, snapshot: Snapshot) throws(ListenFailure) {
        var workers: [GatewayWorker] = []
        var bound = settings.listeners.map { BoundListener(configured: $0, bound: $0) }
        do throws(ListenFailure) {
            for index in 0..<loops {
                // The first loop settles the ports; the others join it there.
                let worker: GatewayWorker
                (worker, bound) = try GatewayWorker.start(index, listeners: bound, settings, snapshot)
                workers.append(worker)
            }
        } catch {
            for worker in workers { worker.thread.stop() }
            throw error
        }
        self.workers = workers
        listeners = Mutex(bound)
    }

    /// What all loops have counted; `nil` once they have stopped. Each call whose answer somebody has read is in it.
    package func metrics() async -> GatewayMetrics? {
        var sum = GatewayMetrics()
        for worker in workers {
            guard let metrics = await worker.metrics() else { return nil }
            sum.add(metrics)
        }
        return sum
    }

    // MARK: Changes

    /// Puts a snapshot into force; returns when every loop has it.
    package func adopt(_ snapshot: Snapshot) async {
        await onEveryLoop { $0.gateway.adopt(snapshot) }
    }

    /// Puts another configuration into force; returns when every loop has it.
    ///
    /// New addresses are listened on first, while the configuration before still decides, so that one that cannot be had
    /// leaves everything as it was. Addresses that are gone are closed last, and the connections made there drain.
    ///
    /// - Throws: ``ListenFailure`` where a new address cannot be listened on.
    package func adopt(_ settings: ServiceSettings, _ snapshot: Snapshot) async throws(ListenFailure) {
        let before = listeners.withLock { $0 }
        let kept = before.filter { settings.listeners.contains($0.configured) }
        let opened = try await open(settings.listeners.filter { wanted in !kept.contains { $0.configured == wanted } })
        await onEveryLoop { $0.adopt(settings, snapshot) }
        for listener in before where !kept.contains(listener) { await close(listener) }
        listeners.withLock { $0 = kept + opened }
    }

    /// Listens on addresses with every loop, or with none.
    private func open(_ wanted: [ListenerSettings]) async throws(ListenFailure) -> [BoundListener] {
        var opened: [BoundListener] = []
        for settings in wanted {
            var listener = BoundListener(configured: settings, bound: settings)
            for worker in workers {
                switch await worker.listen(listener.bound) {
                case .success(let bound): listener = BoundListener(configured: settings, bound: bound)
                case .failure(let error):
                    for listener in opened + [listener] { await close(listener) }
                    throw ListenFailure(address: settings.address, error: error)
                }
            }
            opened.append(listener)
        }
        return opened
    }

    private func close(_ listener: BoundListener) async {
        await onEveryLoop { $0.server.stopListening(listener.bound) }
    }

    // MARK: Stopping

    /// Stops listening, lets calls that are under way end, and stops the loops.
    ///
    /// - Parameter patience: how long calls may take, in milliseconds; connections that last longer are cut.
    package func drain(patience: Int64) async {
        let deadline = Task { [workers] in
            try await Task.sleep(for: .milliseconds(patience))
            for worker in workers { worker.post { $0.server.closeAll() } }
        }
        await withTaskGroup { group in
            for worker in workers { group.addTask { await worker.drain() } }
        }
        deadline.cancel()
        await onEveryLoop { $0.gateway.shutDown() }
        for worker in workers { worker.thread.stop() }
    }

    private func onEveryLoop(_ work: @escaping @Sendable (GatewayWorker.Parts) -> Void) async {
        await withTaskGroup { group in
            for worker in workers { group.addTask { await worker.perform(work) } }
        }
    }
}
