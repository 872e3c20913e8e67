package import EventLoop
package import HTTPCodec

/// One loop's upstreams, by their place in the configuration.
///
/// A configuration, or the addresses of a name, may change while calls are under way: what stays the same keeps its
/// connections, and what is gone drains.
package final class UpstreamDirectory {
    private let loop: EventLoop
    private let buffers: BufferPool
    private var upstreams: [UpstreamPool] = []
    private var pools: [PoolKey: EndpointPool] = [:]
    /// No longer named, with calls that were under way.
    private var draining: [EndpointPool] = []

    /// What makes two pools the same: a connection made for one could be used for the other.
    private struct PoolKey: Hashable {
        let upstream: String
        let endpoint: Endpoint
        let timeouts: UpstreamTimeouts
    }

    /// A directory without upstreams.
    package init(loop: EventLoop, buffers: BufferPool) {
        self.loop = loop
        self.buffers = buffers
    }

    /// How many upstreams there are.
    package var count: Int { upstreams.count }

    /// How many connections are open, those that drain included.
    package var connectionCount: Int {
        (pools.values + draining).reduce(0) { $0 + $1.connectionCount }
    }

    /// How the upstreams do on this loop, in the order of the configuration.
    package var conditions: [UpstreamCondition] { upstreams.map(\.condition) }

    /// The upstream at a place of the configuration.
    package subscript(index: Int) -> UpstreamPool { upstreams[index] }

    /// Puts other upstreams in the place of those that are there.
    ///
    /// An endpoint that stays as it was keeps its connections. One that is gone gets no further calls: its unused
    /// connections close now, the others when their calls have ended. Calls go on with what they began with.
    package func adopt(_ targets: [UpstreamTarget]) {
        var next: [PoolKey: EndpointPool] = [:]
        upstreams = targets.map { target in
            let endpoints = target.endpoints.map { endpoint in
                let key = PoolKey(upstream: target.name, endpoint: endpoint, timeouts: target.timeouts)
                let pool = next[key] ?? pools[key] ?? makePool(key)
                next[key] = pool
                return pool
            }
            return UpstreamPool(target: target, endpoints: endpoints)
        }
        draining.removeAll { $0.connectionCount == 0 }
        for (key, pool) in pools where next[key] == nil {
            pool.drain()
            if pool.connectionCount > 0 { draining.append(pool) }
        }
        pools = next
    }

    private func makePool(_ key: PoolKey) -> EndpointPool {
        EndpointPool(
            endpoint: key.endpoint, loop: loop, timeouts: key.timeouts, buffers: buffers, headLimits: HeadLimits())
    }

    /// Lets go of handles that no connection needed since the last time; whether more are left than a quiet loop needs.
    package func trim() -> Bool {
        var hasSurplus = false
        for pool in pools.values where pool.trim() { hasSurplus = true }
        return hasSurplus
    }

    /// Ends every connection, silently.
    package func closeAll() {
        for pool in pools.values + draining { pool.closeAll() }
    }
}
