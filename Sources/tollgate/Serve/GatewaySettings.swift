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

    init(_ configuration: GatewayConfiguration, _ lookup: NameLookup = .system) async throws(CommandFailure) {
        var listeners: [ListenerSettings] = []
        for listener in configuration.listeners {
            listeners.append(
                ListenerSettings(
                    address: try await lookup.listener(listener.address), takesProxyHeader: listener.proxyProtocol))
        }
        self.listeners = listeners
        trusted = TrustedNetworks(
            configuration.trustedProxies.compactMap { network in
                NetworkAddress(bytes: network.bytes.span).map { .init($0, prefix: network.prefix) }
            })
        limits = Self.limits(configuration)
        timeouts = Self.timeouts(configuration.timeouts)
        var upstreams: [UpstreamTarget] = []
        for upstream in configuration.upstreams {
            upstreams.append(try await UpstreamTarget(resolving: upstream, lookup))
        }
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
        let ofManagement = configuration.management == nil ? 0 : managementConnections()
        let bound = (descriptorBudget() - ofManagement) / 4
        limits.connections = max(1, min(configuration.limits.connections ?? bound, bound) / configuration.loops)
        return limits
    }

    /// How many clients the management address has at once: an eighth of the descriptors at most, because whoever can connect
    /// there could take all of them otherwise, and calls would have none.
    static func managementConnections() -> Int { min(1_024, descriptorBudget() / 8) }

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
        result.head = timeouts.head.milliseconds
        result.idle = timeouts.idle.milliseconds
        result.content = timeouts.body.milliseconds
        return result
    }
}
