/// What the route table says of a method, a host and a path.
package enum RouteMatch: Hashable, Sendable {
    /// The route, by its place in the list that the table was built from.
    case route(Int)
    /// No pattern matches the path: 404.
    case notFound
    /// A pattern matches the path but no route of it has the method: 405, with this ``RouteTable/allow(_:)`` value.
    case methodNotAllowed(allow: Int)
    /// The path itself is refused: 400.
    case refused(PathRefusal)
    /// The host itself is refused: 400.
    case refusedHost(HostRefusal)
}
