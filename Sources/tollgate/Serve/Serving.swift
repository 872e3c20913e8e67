import Configuration
import Gateway
import Logging
import Policy
import Registry
import TokenEndpoint
import Upstream

/// A configuration that can serve: everything that the loops are given of it.
struct Serving: Sendable {
    let configuration: GatewayConfiguration
    /// What was made of its routes.
    private let routes: ServedRoutes
    /// Where the access log goes; the same object as before where the configuration says the same.
    let accessLog: AccessLogWatch
    /// The secrets that tokens were fetched with; the same object for as long as the process serves.
    let uses: SecretUses
    /// Connections that fail, for the gateway's own log; the same object for as long as the process serves.
    let failures: ConnectFailures
    /// Tokens for several audiences that were passed on; the same object for as long as the process serves.
    let wideTokens: WideTokens
    /// Slows who guesses; the same object as before where the configuration says the same.
    let guesses: GuessLimiter
    /// What every loop is given beside the snapshot.
    private(set) var serviceSettings: ServiceSettings

    /// The same, with other addresses of the same upstreams.
    func with(_ upstreams: [UpstreamTarget]) -> Serving {
        var serving = self
        serving.serviceSettings = serviceSettings.with(upstreams)
        return serving
    }

    /// - Parameter before: what serves now; what stays the same is taken over from it.
    init(
        _ configuration: GatewayConfiguration, _ routes: ServedRoutes, _ settings: GatewaySettings, _ keys: LatestKeys,
        _ latest: LatestView, _ logger: Logger, replacing before: Serving?
    ) throws {
        self.configuration = configuration
        self.routes = routes
        accessLog =
            if let before, before.configuration.accessLog.destination == configuration.accessLog.destination {
                before.accessLog
            } else {
                try AccessLogWatch(configuration.accessLog.destination, logger)
            }
        uses = before?.uses ?? SecretUses()
        failures = before?.failures ?? ConnectFailures()
        wideTokens = before?.wideTokens ?? WideTokens()
        let guessing = configuration.issuer.guessing
        let limits = GuessLimits(perClient: guessing.perClient, perAddress: guessing.perAddress)
        guesses = if let before, before.guesses.limits == limits { before.guesses } else { GuessLimiter(limits) }
        let own = OwnEndpoints(configuration, keys, latest, uses, guesses)
        serviceSettings = ServiceSettings(
            listeners: settings.listeners, limits: settings.limits, timeouts: settings.timeouts,
            trusted: settings.trusted,
            loop: LoopSettings(
                upstreams: settings.upstreams, routes: routes.loops,
                realm: configuration.realm, accessLog: accessLog.sink, failures: failures,
                wideTokens: wideTokens,
                logsQueries: configuration.accessLog.includesQueries, own: { own.respond(to: $0) }))
    }

    /// What decisions are made from.
    func snapshot(registry: RegistryView, keys: KeyRing, revision: Int64) -> Snapshot {
        configuration.makeSnapshot(
            registry: registry, verifier: configuration.makeVerifier(keys: keys.keySet), revision: revision)
    }

    /// What is protected, in a line.
    var summary: String { routes.summary }

    /// Where calls go, a line for each upstream.
    var upstreamLines: [String] {
        configuration.upstreams.map { upstream in
            "upstream \(upstream.name): " + upstream.endpoints.map(\.description).joined(separator: ", ")
        }
    }
}
