package import Upstream

/// What the gateway has counted since it was started, and what it holds now: of one loop, or of several.
package struct GatewayMetrics: Hashable, Sendable {
    /// The calls to routes; those to the gateway's own paths are not among them.
    package struct Calls: Hashable, Sendable {
        /// Let through, and the upstream's answer passed on.
        package var allowed: UInt64 = 0
        /// Not let through. Connections that were ended before they could carry a call are among them, as they are in the
        /// access log.
        package var refused: UInt64 = 0
        /// Let through, but not answered by the upstream, or not to the end.
        package var failed: UInt64 = 0
        /// Of those let through: the ones whose clients did not wait for the end.
        package var unfinished: UInt64 = 0
        /// The refused ones by their reason's stable id.
        package var refusals: [String: UInt64] = [:]
        /// The failed ones by their reason's stable id.
        package var failures: [String: UInt64] = [:]
        /// By the first digit of the status; at 0 those that got none.
        package var statuses: [UInt64] = Array(repeating: 0, count: 6)
        /// How long those let through took, to the last byte of the answer; without ``unfinished``.
        package var latency = LatencyHistogram()

        /// All of them.
        package var total: UInt64 { allowed &+ refused &+ failed }
    }

    /// What the token endpoint has answered.
    package struct Tokens: Hashable, Sendable {
        package var issued: UInt64 = 0
        package var refused: UInt64 = 0
    }

    /// The calls so far.
    package var calls = Calls()
    /// The tokens so far.
    package var tokens = Tokens()
    /// How many client connections are open.
    package var connections = 0
    /// The upstreams, in the order of the configuration.
    package var upstreams: [UpstreamCondition] = []

    /// Nothing has happened.
    package init() {}

    /// Adds what another loop has counted.
    package mutating func add(_ other: GatewayMetrics) {
        calls.add(other.calls)
        tokens.issued &+= other.tokens.issued
        tokens.refused &+= other.tokens.refused
        connections += other.connections
        UpstreamCondition.add(other.upstreams, to: &upstreams)
    }
}

extension GatewayMetrics.Calls {
    fileprivate mutating func add(_ other: Self) {
        allowed &+= other.allowed
        refused &+= other.refused
        failed &+= other.failed
        unfinished &+= other.unfinished
        refusals.merge(other.refusals, uniquingKeysWith: &+)
        failures.merge(other.failures, uniquingKeysWith: &+)
        for index in statuses.indices { statuses[index] &+= other.statuses[index] }
        latency.add(other.latency)
    }
}
