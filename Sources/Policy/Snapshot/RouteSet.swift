/// The routes of one configuration and what they require: shared by the snapshots that follow each other while only
/// the registry changes.
package final class RouteSet: Sendable {
    /// The routes in the order they were declared; a route's number is its place here.
    package let routes: [Route]
    /// The patterns.
    package let table: RouteTable
    /// The scopes that the requirements are written in.
    package let scopes: ScopeTable

    /// A requirement in flat form, so that reading it retains nothing.
    private struct Rule {
        let isPublic: Bool
        let needsAll: Bool
        let first: Int32
        let end: Int32
    }
    private let rules: [Rule]
    private let required: [ScopeID]
    private let forwardedPaths: ForwardedPaths

    /// - Throws: every reason why these routes make no table.
    package init(_ routes: [Route], scopes: ScopeTable) throws(RouteTableError) {
        table = try RouteTable(routes.map(\.entry))
        self.routes = routes
        self.scopes = scopes
        var rules: [Rule] = []
        var required: [ScopeID] = []
        for route in routes {
            let first = required.count
            required += route.requirement.scopes
            var needsAll = false
            if case .all = route.requirement { needsAll = true }
            rules.append(
                Rule(
                    isPublic: route.requirement == .public, needsAll: needsAll, first: Int32(first),
                    end: Int32(required.count)))
        }
        self.rules = rules
        self.required = required
        forwardedPaths = ForwardedPaths(routes)
    }

    /// Hands over the path that the route's upstream gets, part by part.
    ///
    /// - Parameter path: the request's path, which the route's pattern matches.
    package func writeForwardedPath(_ route: Int, of path: Span<UInt8>, _ append: (Span<UInt8>) -> Void) {
        forwardedPaths.write(route, path, append)
    }

    /// Whether the route lets every call through.
    package func isPublic(_ route: Int) -> Bool { rules[route].isPublic }

    /// Whether a token with these scopes meets the route's requirement; the same as ``Requirement/isMet(by:)``.
    package func isMet(_ route: Int, by grants: borrowing Grants) -> Bool {
        let rule = rules[route]
        if rule.isPublic { return true }
        for index in Int(rule.first)..<Int(rule.end) where grants.contains(required[index]) != rule.needsAll {
            // The first one missing of all, or the first one present of any.
            return !rule.needsAll
        }
        return rule.needsAll && rule.first < rule.end
    }
}
