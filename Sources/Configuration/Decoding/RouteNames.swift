import Policy

/// The names that a route may use. `nil` where the section that declares them could not be read, so that one mistake
/// there is not reported again for each route.
struct RouteNames {
    /// The declared scopes.
    let scopes: ScopeTable?
    /// The declared upstreams, in their order.
    let upstreams: [String]?
    /// For each of them, whether it tells paths apart that differ in case only.
    let caseSensitive: [Bool]

    /// What the paths of a route to this upstream may be, beside what the route itself says.
    func options(_ upstream: Int) -> RouteOptions {
        caseSensitive.indices.contains(upstream) && caseSensitive[upstream] ? [.caseSensitive] : []
    }
}
