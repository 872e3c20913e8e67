/// One loop's way to an upstream: its endpoints in turn, and the connections to each.
package final class UpstreamPool {
    /// What the configuration says of it.
    package let target: UpstreamTarget
    private let endpoints: [EndpointPool]
    private var next = 0

    /// - Parameter endpoints: at least one, in the order of the target's.
    init(target: UpstreamTarget, endpoints: [EndpointPool]) {
        self.target = target
        self.endpoints = endpoints
    }

    /// How many endpoints there are.
    package var endpointCount: Int { endpoints.count }

    /// How many connections are open.
    package var connectionCount: Int { endpoints.reduce(0) { $0 + $1.connectionCount } }

    /// How the endpoints do on this loop.
    var condition: UpstreamCondition {
        // One that the configuration names twice has one pool.
        let pools = endpoints.indices.filter { index in !endpoints[..<index].contains { $0 === endpoints[index] } }
        return UpstreamCondition(name: target.name, endpoints: pools.map { endpoints[$0].condition })
    }

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
}
