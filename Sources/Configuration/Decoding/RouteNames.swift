import Policy

/// The names that a route may use. `nil` where the section that declares them could not be read, so that one mistake
/// there is not reported again for each route.
struct RouteNames {
    /// The declared scopes.
    let scopes: ScopeTable?
    /// The declared upstreams, in their order.
    let upstreams: [String]?
}
