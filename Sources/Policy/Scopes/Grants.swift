/// A set of declared scopes, as bits.
package struct Grants: Hashable, Sendable {
    /// The scopes numbered under 64, in place: most gateways declare no more.
    private var first: UInt64 = 0
    /// The others, 64 to a word; empty where there are none, and never ending in a zero word.
    private var others: [UInt64] = []

    /// The empty set.
    package init() {}

    /// Whether there is no scope in the set.
    package var isEmpty: Bool { first == 0 && others.isEmpty }

    /// Whether the scope is in the set.
    package func contains(_ id: ScopeID) -> Bool {
        let index = Int(id.index)
        if index < 64 { return first & (1 << UInt64(index)) != 0 }
        let word = index / 64 - 1
        return word < others.count && others[word] & (1 << UInt64(index % 64)) != 0
    }

    /// Adds a scope.
    package mutating func insert(_ id: ScopeID) {
        let index = Int(id.index)
        guard index >= 64 else {
            first |= 1 << UInt64(index)
            return
        }
        let word = index / 64 - 1
        while others.count <= word { others.append(0) }
        others[word] |= 1 << UInt64(index % 64)
    }

    /// Adds the scopes of another set.
    package mutating func formUnion(_ other: Grants) {
        first |= other.first
        if others.isEmpty {
            others = other.others
        } else {
            for (word, bits) in other.others.enumerated() {
                if word < others.count { others[word] |= bits } else { others.append(bits) }
            }
        }
    }

    /// The scopes that both sets hold.
    package func intersection(_ other: Grants) -> Grants {
        var result = Grants()
        result.first = first & other.first
        result.others = zip(others, other.others).map { $0 & $1 }
        while result.others.last == 0 { result.others.removeLast() }
        return result
    }
}
