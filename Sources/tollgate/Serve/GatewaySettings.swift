import Configuration
import Gateway
import Glibc
import HTTPCodec
import HTTPServer
import Policy
import Upstream

/// What the loops are started with, out of a configuration.
struct GatewaySettings {
    let listeners: [ListenerSettings]
    let trusted: TrustedNetworks
    let limits: ServerLimits
    let timeouts: ServerTimeouts
    let upstreams: [UpstreamTarget]

    init(_ configuration: GatewayConfiguration) throws(CommandFailure) {
        var listeners: [ListenerSettings] = []
        for listener in configuration.listeners {
            listeners.append(
                ListenerSettings(
                    address: try AddressResolver.listener(listener.address), takesProxyHeader: listener.proxyProtocol))
        }
        self.listeners = listeners
        trusted = TrustedNetworks(
            configuration.trustedProxies.compactMap { network in
                NetworkAddress(bytes: network.bytes.span).map { .init($0, prefix: network.prefix) }
            })
        limits = Self.limits(configuration)
        timeouts = Self.timeouts(configuration.timeouts)
        var upstreams: [UpstreamTarget] = []
        for upstream in configuration.upstreams { upstreams.append(try Self.target(upstream, limits)) }
        self.upstreams = upstreams
    }

    /// Bounds of a request's head.
    static func headLimits(_ configuration: GatewayConfiguration) -> HeadLimits {
        HeadLimits(
            head: configuration.limits.head, target: configuration.limits.target, fields: configuration.limits.fields)
    }

    private static func limits(_ configuration: GatewayConfiguration) -> ServerLimits {
        var limits = ServerLimits()
        limits.head = headLimits(configuration)
        limits.content = UInt64(configuration.limits.body)
        // A call takes a descriptor for its client and three for its upstream, two of which are libcurl's own.
        let bound = descriptorBudget() / 4
        limits.connections = max(1, min(configuration.limits.connections ?? bound, bound) / configuration.loops)
        return limits
    }

    /// How many descriptors connections may use: what the process may have, less what it needs for itself.
    private static func descriptorBudget() -> Int {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 512 }
        // Each process may raise its own soft limit to the hard one.
        limit.rlim_cur = limit.rlim_max
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return max(64, Int(clamping: limit.rlim_cur) - 128)
    }

    private static func timeouts(_ timeouts: Timeouts) -> ServerTimeouts {
        var result = ServerTimeouts()
        result.head = milliseconds(timeouts.head)
        result.idle = milliseconds(timeouts.idle)
        result.content = milliseconds(timeouts.body)
        return result
    }

    private static func target(
        _ upstream: UpstreamSettings, _ limits: ServerLimits
    ) throws(CommandFailure) -> UpstreamTarget {
        var endpoints: [Endpoint] = []
        for endpoint in upstream.endpoints {
            let name = "upstreams.\(upstream.name)"
            let literal = try AddressResolver.literal(for: endpoint, named: name)
            endpoints.append(
                Endpoint(
                    name: "http://\(endpoint)", authority: endpoint.description, address: literal, port: endpoint.port))
        }
        var timeouts = UpstreamTimeouts()
        timeouts.connect = milliseconds(upstream.connectTimeout)
        timeouts.response = milliseconds(upstream.responseTimeout)
        return UpstreamTarget(
            name: upstream.name, endpoints: endpoints, timeouts: timeouts,
            forwardsAuthorization: upstream.forwardsAuthorization, preservesHost: upstream.preservesHost,
            forwardsOverrides: upstream.forwardsOverrides,
            authority: upstream.endpoints.first?.description ?? upstream.name)
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        max(1, duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000)
    }
}
