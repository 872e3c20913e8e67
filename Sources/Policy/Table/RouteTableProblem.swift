/// One reason why a list of routes makes no table. Entries are named by their place in the list.
package enum RouteTableProblem: Hashable, Sendable {
    /// The method is not a token without lower-case letters, or it is `CONNECT`, which has no path to match.
    case method(entry: Int)
    /// The same method and an equivalent pattern as an earlier entry: which one decides would be left to chance.
    case conflict(entry: Int, with: Int)
    /// Every path that the entry's pattern matches is won by a more specific pattern; `by` is one route of those.
    case unreachable(entry: Int, by: Int)
    /// Matching one path could visit this many nodes, more than ``RouteTable/maximumVisits``.
    case tooManyAlternatives(Int)
}

/// Every reason why a list of routes makes no table.
package struct RouteTableError: Error, Hashable, Sendable {
    /// At least one, in the order of the entries.
    package let problems: [RouteTableProblem]
}
