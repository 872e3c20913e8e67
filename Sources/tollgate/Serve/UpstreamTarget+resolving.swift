import Configuration
import Upstream

extension UpstreamTarget {
    /// An upstream with the names of its endpoints resolved, each to all of its addresses.
    ///
    /// - Throws: ``CommandFailure`` where a name has no address.
    init(resolving upstream: UpstreamSettings, _ lookup: NameLookup = .system) async throws(CommandFailure) {
        var endpoints: [Endpoint] = []
        for endpoint in upstream.endpoints {
            for found in try await Self.endpoints(of: endpoint, upstream, lookup) where !endpoints.contains(found) {
                endpoints.append(found)
            }
        }
        var timeouts = UpstreamTimeouts()
        timeouts.connect = upstream.connectTimeout.milliseconds
        timeouts.response = upstream.responseTimeout.milliseconds
        self.init(
            name: upstream.name, endpoints: endpoints, timeouts: timeouts,
            forwardsAuthorization: upstream.forwardsAuthorization,
            preservesHost: upstream.preservesHost, forwardsOverrides: upstream.forwardsOverrides,
            authority: upstream.authority)
    }

    private static func endpoints(
        of endpoint: EndpointSettings, _ upstream: UpstreamSettings, _ lookup: NameLookup
    ) async throws(CommandFailure) -> [Endpoint] {
        switch endpoint {
        case .unix(let path): return [Endpoint(name: endpoint.description, socket: path)]
        case .http(let host):
            return try await lookup.literals(for: host, named: "upstreams.\(upstream.name)").map {
                Endpoint(name: endpoint.description, authority: host.description, address: $0, port: host.port)
            }
        case .https(let host):
            let tls = upstream.tls
            let identity = TLSIdentity(
                ca: tls.ca?.content, certificate: tls.certificate?.content, key: tls.key?.content, pins: tls.pins)
            let authority = tls.serverName.map { "\($0):\(host.port)" } ?? host.description
            return try await lookup.literals(for: host, named: "upstreams.\(upstream.name)").map {
                Endpoint(
                    name: endpoint.description, authority: authority, address: $0, port: host.port, identity: identity)
            }
        }
    }
}
