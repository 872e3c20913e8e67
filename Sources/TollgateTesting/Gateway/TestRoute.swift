internal import EventLoop
internal import Policy
internal import Registry

/// Routes as lines of a test.
enum TestRoute {
    /// Seconds since 1970.
    static var wallSeconds: Int64 { Clocks.wallNanoseconds() / 1_000_000_000 }

    /// Every scope that the lines name.
    static func scopes(_ lines: [String]) -> [Scope] {
        lines.flatMap { $0.split(separator: " ").dropFirst(2) }.compactMap { Scope(String($0)) }
    }

    /// `METHOD PATTERN public`, or `METHOD PATTERN SCOPE …`.
    static func parse(_ line: String, _ scopes: ScopeTable) throws -> Route {
        let words = line.split(separator: " ").map(String.init)
        let requirement: Requirement =
            words[2] == "public" ? .public : .all(words.dropFirst(2).compactMap { scopes.id($0) })
        return Route(
            entry: RouteEntry(method: words[0], pattern: try PathPattern(words[1])), requirement: requirement,
            upstream: 0)
    }
}
