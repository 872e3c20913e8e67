/// Lays a tree of patterns out in the flat arrays of a ``RouteTable``.
struct RouteTableLayout {
    private(set) var nodes: [RouteTable.Node] = []
    private(set) var literals: [RouteTable.Literal] = []
    private(set) var slots: [Int32] = []
    private(set) var terminals: [RouteTable.Terminal] = []
    private(set) var methods: [RouteTable.Method] = []
    private(set) var text: [UInt8] = []
    private(set) var allowValues: [String] = []
    private(set) var hasEncodedSlashes = false
    private(set) var ranks: [RouteTable.TerminalRank] = []

    /// Where the literals of a parent with this hash are first looked for. `mask` is one less than a power of two.
    static func slot(_ parent: Int, _ hash: UInt64, _ mask: Int) -> Int {
        let mixed = (hash ^ (UInt64(truncatingIfNeeded: parent) &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 32) & mask
    }

    /// Lays out a tree without problems.
    mutating func lay(_ tree: RouteTree) {
        let count = tree.nodes.reduce(0) { $0 + $1.literals.count }
        var size = 2
        while size < count * 2 + 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        for (index, node) in tree.nodes.enumerated() {
            nodes.append(
                RouteTable.Node(
                    parameter: Int32(node.parameter ?? -1), terminal: lay(node.terminal), rest: lay(node.rest),
                    hasLiterals: !node.literals.isEmpty))
            for literal in node.literals { lay(literal.text, child: literal.child, parent: index) }
        }
        let roots = [0] + tree.roots.map(\.root)
        // `/` has no slash that it could lose.
        let hasSlashes = tree.nodes.enumerated().contains { $1.places[""] != nil && !roots.contains($0) }
        if hasSlashes { rank(tree, roots) }
    }

    /// A child stands behind its parent, so that one pass will do.
    private mutating func rank(_ tree: RouteTree, _ roots: [Int]) {
        ranks = Array(repeating: RouteTable.TerminalRank(root: 0, segments: 0), count: terminals.count)
        var ways = Array(repeating: Way(root: 0), count: tree.nodes.count)
        for root in roots { ways[root].root = root }
        for (index, node) in tree.nodes.enumerated() {
            let way = ways[index]
            if nodes[index].terminal >= 0 { ranks[Int(nodes[index].terminal)] = way.rank }
            if nodes[index].rest >= 0 { ranks[Int(nodes[index].rest)] = way.followed(by: 2).rank }
            if let parameter = node.parameter { ways[parameter] = way.followed(by: 1) }
            for literal in node.literals { ways[literal.child] = literal.text.isEmpty ? way : way.followed(by: 0) }
        }
    }

    /// What stands on the way from a root to a node.
    private struct Way {
        var root: Int
        /// Behind what stands there, all bits are set: no segment.
        var segments = UInt64.max
        var count = 0

        func followed(by rank: UInt64) -> Way {
            let shift = UInt64(62 - 2 * count)
            return Way(root: root, segments: segments & ~(3 << shift) | rank << shift, count: count + 1)
        }

        var rank: RouteTable.TerminalRank { RouteTable.TerminalRank(root: Int32(root), segments: segments) }
    }

    private mutating func lay(_ bytes: String, child: Int, parent: Int) {
        let start = text.count
        text += bytes.utf8
        let literal = RouteTable.Literal(
            parent: Int32(parent), child: Int32(child), start: Int32(start), end: Int32(text.count),
            hash: FoldedSegment.hash(text.span, start..<text.count))
        let mask = slots.count - 1
        var slot = Self.slot(parent, literal.hash, mask)
        while slots[slot] >= 0 {
            let other = Int(slots[slot])
            if isAlike(literals[other], literal) {
                append(literal, toGroupOf: other)
                return
            }
            slot = (slot + 1) & mask
        }
        slots[slot] = Int32(literals.count)
        literals.append(literal)
    }

    private func isAlike(_ one: RouteTable.Literal, _ other: RouteTable.Literal) -> Bool {
        one.parent == other.parent && one.hash == other.hash
            && FoldedSegment.equal(text.span, one.range, text.span, other.range)
    }

    private mutating func append(_ literal: RouteTable.Literal, toGroupOf first: Int) {
        var last = first
        while literals[last].nextAlike >= 0 { last = Int(literals[last].nextAlike) }
        literals[last].nextAlike = Int32(literals.count)
        literals.append(literal)
    }

    private mutating func lay(_ terminal: RouteTree.Terminal) -> Int32 {
        guard !terminal.isEmpty else { return -1 }
        var routes = terminal
        // HEAD follows GET (RFC 9110 §9.3.2) unless a route names it.
        if let get = routes.first(where: { $0.method == "GET" }), !routes.contains(where: { $0.method == "HEAD" }) {
            routes.append(("HEAD", get.entry, get.options))
        }
        routes.sort { $0.method.utf8.lexicographicallyPrecedes($1.method.utf8) }
        let first = methods.count
        var common: RouteOptions = [.caseSensitive, .encodedSlashes]
        for (method, route, options) in routes {
            let start = text.count
            text += method.utf8
            common.formIntersection(options)
            hasEncodedSlashes = hasEncodedSlashes || options.contains(.encodedSlashes)
            methods.append(
                RouteTable.Method(
                    start: Int32(start), end: Int32(text.count), route: Int32(route), options: options))
        }
        terminals.append(
            RouteTable.Terminal(
                firstMethod: Int32(first), endMethod: Int32(methods.count), options: common,
                allow: allow(routes.map(\.method).joined(separator: ", "))))
        return Int32(terminals.count - 1)
    }

    /// The index of an `Allow` value; most tables have a handful of different ones.
    private mutating func allow(_ value: String) -> Int32 {
        if let index = allowValues.firstIndex(of: value) { return Int32(index) }
        allowValues.append(value)
        return Int32(allowValues.count - 1)
    }
}
