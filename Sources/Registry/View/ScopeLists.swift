internal import HashTreeCollections

/// The different lists of scopes that applications have, each kept once: a million applications have a handful.
struct ScopeLists: Sendable {
    /// How many are kept; applications with others keep theirs for themselves. A registry in which every application has
    /// scopes of its own must not be held twice, and lists that nobody has any more stay.
    static let most = 1_024

    private var lists: TreeSet<[Scope]> = []

    /// The same list, shared where it was seen before.
    mutating func shared(_ list: [Scope]) -> [Scope] {
        if let place = lists.firstIndex(of: list) { return lists[place] }
        if lists.count < Self.most { lists.insert(list) }
        return list
    }
}
