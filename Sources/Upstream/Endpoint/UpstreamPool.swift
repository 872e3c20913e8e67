package import EventLoop
package import HTTPCodec

/// One loop's way to an upstream: its endpoints in turn, and the connections to each.
package final class UpstreamPool {
    /// The upstream's name in the configuration.
    package let name: String
    private let endpoints: [EndpointPool]
    private var next = 0

    /// - Parameter endpoints: at least one.
    package init(
        name: String, endpoints: [Endpoint], loop: EventLoop, timeouts: UpstreamTimeouts, buffers: BufferPool,
        headLimits: HeadLimits
    ) {
        self.name = name
        self.endpoints = endpoints.map {
            EndpointPool(endpoint: $0, loop: loop, timeouts: timeouts, buffers: buffers, headLimits: headLimits)
        }
    }

    /// How many endpoints there are.
    package var endpointCount: Int { endpoints.count }

    /// How many connections are open.
    package var connectionCount: Int { endpoints.reduce(0) { $0 + $1.connectionCount } }

    /// A connection for one request: an unused one (`isConnected`), or a new one that will say when it stands.
    ///
    /// Each call goes to the next endpoint; one that has just refused a connection is passed over, unless all have.
    ///
    /// - Parameter fresh: make a new connection, because an unused one has just failed.
    package func connection(
        for delegate: any UpstreamDelegate, fresh: Bool
    ) -> (connection: UpstreamConnection, isConnected: Bool)? {
        guard let endpoint = nextEndpoint() else { return nil }
        if !fresh, let connection = endpoint.takeIdle(for: delegate) {
            return (connection, true)
        }
        return endpoint.connect(for: delegate).map { ($0, false) }
    }

    private func nextEndpoint() -> EndpointPool? {
        var first: EndpointPool?
        for _ in endpoints {
            let endpoint = endpoints[next]
            next = next + 1 == endpoints.count ? 0 : next + 1
            if !endpoint.isResting { return endpoint }
            first = first ?? endpoint
        }
        return first
    }

    /// Ends every connection, silently.
    package func closeAll() {
        for endpoint in endpoints { endpoint.closeAll() }
    }
}
