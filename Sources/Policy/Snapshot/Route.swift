/// One route as a snapshot holds it.
package struct Route: Hashable, Sendable {
    /// The method, the hosts and the path pattern.
    package let entry: RouteEntry
    /// What it asks of a token.
    package let requirement: Requirement
    /// The upstream that serves it: its place in the configuration's list of upstreams.
    package let upstream: Int
    /// The greatest content of its requests, in bytes; `nil` for that of every route.
    package let bodyLimit: Int?
    /// The path that the upstream gets; `nil` for the request's own.
    package let forward: ForwardTemplate?
    /// Whether its requests may arrive twice, so that PUT and DELETE are repeated like GET.
    package let isRepeatable: Bool

    package init(
        entry: RouteEntry, requirement: Requirement, upstream: Int, bodyLimit: Int? = nil,
        forward: ForwardTemplate? = nil, isRepeatable: Bool = false
    ) {
        self.entry = entry
        self.requirement = requirement
        self.upstream = upstream
        self.bodyLimit = bodyLimit
        self.forward = forward
        self.isRepeatable = isRepeatable
    }

    /// The route's name in logs and metrics: `GET /transactions/{id}`.
    package var label: String { entry.label }
}
