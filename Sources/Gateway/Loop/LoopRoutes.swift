/// What loops keep of each route beside the snapshot: made once for all of them, which takes a while with many routes.
package struct LoopRoutes: Sendable {
    /// For each route, the greatest content of its requests, in bytes.
    let contentLimits: [UInt64]
    /// For each route, the member of a log line that names it.
    let members: RouteMembers

    /// - Parameters:
    ///   - labels: the routes' names, in the order of the configuration.
    ///   - contentLimits: the greatest content of each route's requests, in bytes.
    package init(labels: [String], contentLimits: [UInt64]) {
        self.contentLimits = contentLimits
        members = RouteMembers(labels)
    }
}
