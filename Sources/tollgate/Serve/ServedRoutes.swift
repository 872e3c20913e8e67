import Configuration
import Gateway
import Policy

/// What is made of the routes of a configuration before it serves. With 10,000 of them that takes milliseconds, so that it
/// is done along with reading them, in spare time.
struct ServedRoutes: Sendable {
    /// What the loops are given of them.
    let loops: LoopRoutes
    /// What is protected, in a line.
    let summary: String

    init(_ configuration: GatewayConfiguration) {
        let routes = configuration.routes.routes
        loops = LoopRoutes(
            labels: routes.map(\.label),
            contentLimits: routes.map { UInt64($0.bodyLimit ?? configuration.limits.body) })
        let open = routes.filter { $0.requirement == .public }.map(\.label)
        summary =
            "protecting \(routes.count - open.count) routes to \(configuration.upstreams.count) upstreams; "
            + (open.isEmpty ? "none is public" : "public: " + open.joined(separator: ", "))
    }
}
