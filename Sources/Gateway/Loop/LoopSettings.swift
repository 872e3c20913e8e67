package import HTTPServer
package import Upstream

/// What stays the same on a loop while registrations and keys change.
package struct LoopSettings: Sendable {
    /// The upstreams, in the order of the configuration.
    package internal(set) var upstreams: [UpstreamTarget]
    /// The realm of challenges.
    package let realm: String
    /// Where the access log goes; `nil` for nowhere.
    package let accessLog: AccessLogSink?
    /// Whether its lines hold the queries of forwarded calls.
    package let logsQueries: Bool
    /// Where connections that could not be made are counted; `nil` for nowhere.
    package let failures: ConnectFailures?
    /// Where tokens for several audiences are noted that are passed on; `nil` for nowhere.
    package let wideTokens: WideTokens?
    /// Answers the gateway's own paths.
    package let own: WholeExchange.Responder
    /// Bytes of content that an own path may be sent.
    package let ownContentLimit: Int
    /// For each route, the greatest content of its requests, in bytes.
    let contentLimits: [UInt64]
    /// For each route, the member of a log line that names it.
    let routeMembers: RouteMembers

    /// The same, with other addresses of the same upstreams.
    package func with(_ upstreams: [UpstreamTarget]) -> LoopSettings {
        var settings = self
        settings.upstreams = upstreams
        return settings
    }

    /// - Parameter routes: the routes, in the order of the configuration.
    package init(
        upstreams: [UpstreamTarget], routes: LoopRoutes, realm: String,
        accessLog: AccessLogSink?, failures: ConnectFailures? = nil, wideTokens: WideTokens? = nil,
        logsQueries: Bool = false, ownContentLimit: Int = 16 * 1024, own: @escaping WholeExchange.Responder
    ) {
        self.upstreams = upstreams
        contentLimits = routes.contentLimits
        routeMembers = routes.members
        self.realm = realm
        self.accessLog = accessLog
        self.logsQueries = logsQueries
        self.failures = failures
        self.wideTokens = wideTokens
        self.own = own
        self.ownContentLimit = ownContentLimit
    }

    /// The same, with routes by their names and the greatest content of each one's requests, in bytes.
    package init(
        upstreams: [UpstreamTarget], routeLabels: [String], contentLimits: [UInt64], realm: String,
        accessLog: AccessLogSink?, logsQueries: Bool = false, own: @escaping WholeExchange.Responder
    ) {
        self.init(
            upstreams: upstreams, routes: LoopRoutes(labels: routeLabels, contentLimits: contentLimits), realm: realm,
            accessLog: accessLog, logsQueries: logsQueries, own: own)
    }
}
