/// The patterns of every route, ready to be matched: a tree in flat arrays, immutable.
///
/// Among the patterns that match the whole request, the best one is found by the host, exact over `*.` over none and
/// longer `*.` suffixes over shorter, then segment by segment from the left, literal over `{name}` over `{rest...}`;
/// then the method decides. The order of the entries never matters.
///
/// So a route without a host serves every host, and one with a host comes before it where both match: to declare the
/// first route for a host takes nothing away from that host. What a host's routes do not match is decided by those of
/// the next wider pattern, and what none matches is not found.
///
/// Work per path is bounded: a node of the tree has one way in, so none is visited twice, and a table in which one
/// path could visit more than ``maximumVisits`` nodes is refused when it is built.
///
/// Not copyable: copying it would retain each of its arrays, and a table shared by every loop would then pay for a
/// contended atomic per array and request.
package struct RouteTable: ~Copyable, Sendable {
    /// The most nodes that matching one path may visit.
    package static let maximumVisits = 1_024

    /// What may follow one prefix of segments. `-1` stands for none.
    struct Node {
        var parameter: Int32 = -1
        var terminal: Int32 = -1
        var rest: Int32 = -1
        var hasLiterals = false
    }

    /// A literal child: its bytes in `text`, and the next literal of the same parent that reads alike when folded.
    struct Literal {
        let parent: Int32
        let child: Int32
        let start: Int32
        let end: Int32
        let hash: UInt64
        var nextAlike: Int32 = -1

        var range: Range<Int> { Int(start)..<Int(end) }
    }

    /// The routes that end at one place: a range of `methods`, what all of them allow, and the index of their `Allow`
    /// value.
    struct Terminal {
        let firstMethod: Int32
        let endMethod: Int32
        let options: RouteOptions
        let allow: Int32
    }

    /// One method of a terminal: its bytes in `text`, and its route.
    struct Method {
        let start: Int32
        let end: Int32
        let route: Int32
        let options: RouteOptions

        var range: Range<Int> { Int(start)..<Int(end) }
    }

    /// How specific the pattern of a terminal is, for comparing it with others that match the same segments.
    struct TerminalRank: Equatable {
        /// The root of its host.
        let root: Int32
        /// Two bits a segment from the left, the less the more specific: a literal, `{name}`, `{rest...}`, none.
        let segments: UInt64
    }

    let nodes: [Node]
    let literals: [Literal]
    /// Open addressing over parent and folded hash, less than half full; the first literal of each group, or -1.
    let slots: [Int32]
    let terminals: [Terminal]
    let methods: [Method]
    let text: [UInt8]
    let allowValues: [String]
    let hosts: HostTable
    /// Whether some route allows encoded slashes.
    let hasEncodedSlashes: Bool
    /// How specific each terminal is, its slash at the end left out. Empty where no pattern ends in a slash: then no path
    /// with another end leads anywhere.
    let ranks: [TerminalRank]

    /// A table of these entries; ``RouteMatch/route(_:)`` names them by their place in the list.
    ///
    /// - Throws: every conflict, unreachable route and unusable method at once.
    package init(_ entries: [RouteEntry]) throws(RouteTableError) {
        var tree = RouteTree()
        for (index, entry) in entries.enumerated() { tree.add(entry, at: index) }
        tree.finish()
        guard tree.problems.isEmpty else { throw RouteTableError(problems: tree.problems) }
        var layout = RouteTableLayout()
        layout.lay(tree)
        nodes = layout.nodes
        literals = layout.literals
        slots = layout.slots
        terminals = layout.terminals
        methods = layout.methods
        text = layout.text
        allowValues = layout.allowValues
        hasEncodedSlashes = layout.hasEncodedSlashes
        ranks = layout.ranks
        hosts = HostTable(tree.roots)
    }

    /// For each entry, the methods that it answers: HEAD too where it follows GET. For whoever prints the table.
    package func methodNames(count: Int) -> [[String]] {
        var names: [[String]] = Array(repeating: [], count: count)
        for method in methods {
            names[Int(method.route)].append(String(decoding: text[method.range], as: UTF8.self))
        }
        return names
    }

    /// The value of the `Allow` field (RFC 9110 §10.2.1) for a ``RouteMatch/methodNotAllowed(allow:)``.
    package func allow(_ index: Int) -> String { allowValues[index] }
}
