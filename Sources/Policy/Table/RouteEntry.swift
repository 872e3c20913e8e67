/// One line of the route table as it is declared: a method and a path pattern.
package struct RouteEntry: Hashable, Sendable {
    /// The method, an RFC 9110 §5.6.2 token without lower-case letters.
    package let method: String
    /// The path pattern.
    package let pattern: PathPattern

    package init(method: String, pattern: PathPattern) {
        self.method = method
        self.pattern = pattern
    }
}
