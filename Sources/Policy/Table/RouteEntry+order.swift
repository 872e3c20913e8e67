extension RouteEntry {
    /// Whether this entry stands before the other one where both match a request, and so wins it.
    ///
    /// Entries that match no request together are put in an order that is good to read.
    package func precedes(_ other: RouteEntry) -> Bool {
        if host != other.host { return Self.precedes(host, other.host) }
        for (one, two) in zip(pattern.segments, other.pattern.segments) where Self.rank(one) != Self.rank(two) {
            return Self.rank(one) < Self.rank(two)
        }
        let (count, otherCount) = (pattern.segments.count, other.pattern.segments.count)
        return count == otherCount ? method < other.method : count < otherCount
    }

    /// Exact hosts by name, then `*.` with the longest name first, then none.
    private static func precedes(_ one: HostPattern?, _ other: HostPattern?) -> Bool {
        guard let one else { return false }
        guard let other else { return true }
        if one.isWildcard != other.isWildcard { return other.isWildcard }
        let (length, otherLength) = (one.name.utf8.count, other.name.utf8.count)
        return !one.isWildcard || length == otherLength ? one.name < other.name : length > otherLength
    }

    /// Literals by their text, then `{name}`, then `{rest...}`.
    private static func rank(_ segment: PathPattern.Segment) -> (Int, String) {
        switch segment {
        case .literal(let text): (0, text)
        case .parameter: (1, "")
        case .rest: (2, "")
        }
    }
}
