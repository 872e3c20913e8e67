/// What the gateway has done and how it is, as of one moment: what the overview shows.
package struct OverviewSnapshot: Hashable, Sendable {
    /// The calls to routes since the start.
    package struct Calls: Hashable, Sendable {
        /// All of them: the three that follow.
        package var total: UInt64
        /// Let through and answered by the upstream.
        package var allowed: UInt64
        /// Not let through.
        package var refused: UInt64
        /// Let through, and not answered by the upstream, or not to the end.
        package var failed: UInt64
        /// Of those let through, the ones whose clients left before the end.
        package var unfinished: UInt64
        /// In the last ten seconds, on average.
        package var perSecond: Double

        package init(
            total: UInt64, allowed: UInt64, refused: UInt64, failed: UInt64, unfinished: UInt64, perSecond: Double
        ) {
            self.total = total
            self.allowed = allowed
            self.refused = refused
            self.failed = failed
            self.unfinished = unfinished
            self.perSecond = perSecond
        }
    }

    /// How long the calls of the last ten seconds took, in microseconds; `nil` where there were none.
    package struct Latency: Hashable, Sendable {
        /// Half of the calls took no longer.
        package var p50: Int64?
        /// Nine of ten calls took no longer.
        package var p90: Int64?
        /// 99 of 100 calls took no longer.
        package var p99: Int64?
        /// No call took longer.
        package var max: Int64?

        package init(p50: Int64? = nil, p90: Int64? = nil, p99: Int64? = nil, max: Int64? = nil) {
            self.p50 = p50
            self.p90 = p90
            self.p99 = p99
            self.max = max
        }
    }

    /// An upstream's name and its endpoints.
    package struct Upstream: Hashable, Sendable {
        package var name: String
        package var endpoints: [Endpoint]

        package init(name: String, endpoints: [Endpoint]) {
            self.name = name
            self.endpoints = endpoints
        }
    }

    /// One address of an upstream.
    package struct Endpoint: Hashable, Sendable {
        /// As the configuration has it, such as `http://payments.internal:9001`.
        package var name: String
        /// Where that leads, such as `10.0.0.7:9001`.
        package var address: String
        /// Whether the last thing that happened there was a failure.
        package var isFailing: Bool
        /// Connections with a call on them.
        package var active: Int
        /// Connections that wait for a call.
        package var idle: Int
        /// Connections and answers that failed.
        package var failures: UInt64

        package init(name: String, address: String, isFailing: Bool, active: Int, idle: Int, failures: UInt64) {
            self.name = name
            self.address = address
            self.isFailing = isFailing
            self.active = active
            self.idle = idle
            self.failures = failures
        }
    }

    /// In seconds since 1970.
    package var time: Int64
    /// Whole seconds since the start.
    package var uptime: Int64
    /// Whether it has been told to stop.
    package var isDraining: Bool
    /// The calls since the start.
    package var calls: Calls
    /// Refused and failed calls by their reason's stable id.
    package var reasons: [String: UInt64]
    /// Calls by the first digit of the status that they were answered with; at 0 those that got none.
    package var statuses: [UInt64]
    /// The calls of the last ten seconds.
    package var latency: Latency
    /// The upstreams, in the order of the configuration.
    package var upstreams: [Upstream]
    /// Client connections that are open.
    package var connections: Int
    /// Tokens issued since the start.
    package var tokensIssued: UInt64
    /// Requests for tokens refused since the start.
    package var tokensRefused: UInt64
    /// The revision of the configuration that is in force.
    package var revision: Int64
    /// Why what was read since is not in force; empty where it is.
    package var reloadProblems: [String]
    /// The last change of the registry that decisions are made by.
    package var sequence: Int64
    /// How many applications are registered.
    package var applications: Int
    /// What the process has in memory, in bytes.
    package var memory: Int

    /// See the properties of the same names.
    package init(
        time: Int64, uptime: Int64, isDraining: Bool, calls: Calls, reasons: [String: UInt64], statuses: [UInt64],
        latency: Latency, upstreams: [Upstream], connections: Int, tokensIssued: UInt64, tokensRefused: UInt64,
        revision: Int64, reloadProblems: [String], sequence: Int64, applications: Int, memory: Int
    ) {
        self.time = time
        self.uptime = uptime
        self.isDraining = isDraining
        self.calls = calls
        self.reasons = reasons
        self.statuses = statuses
        self.latency = latency
        self.upstreams = upstreams
        self.connections = connections
        self.tokensIssued = tokensIssued
        self.tokensRefused = tokensRefused
        self.revision = revision
        self.reloadProblems = reloadProblems
        self.sequence = sequence
        self.applications = applications
        self.memory = memory
    }
}
