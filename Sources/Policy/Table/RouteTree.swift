/// The tree of patterns while a route table is being built.
struct RouteTree {
    /// The routes whose patterns end at one place: their methods, with the entry that each came from.
    typealias Terminal = [(method: String, entry: Int, options: RouteOptions)]

    /// What may follow one prefix of segments.
    struct Node {
        /// The literal children, in the order they were declared.
        var literals: [(text: String, child: Int)] = []
        /// The child for `{name}`.
        var parameter: Int?
        /// The routes that end here.
        var terminal: Terminal = []
        /// The routes that end here with `{rest...}`.
        var rest: Terminal = []
        /// The place of each literal in `literals`.
        var places: [String: Int] = [:]
    }

    /// The nodes; the first is the root of the routes for every host. A child stands behind its parent.
    private(set) var nodes = [Node()]
    /// The roots of the other routes, in the order in which their hosts were first declared.
    private(set) var roots: [(host: HostPattern, root: Int)] = []
    /// The place of each host in ``roots``.
    private var places: [HostPattern: Int] = [:]

    /// What is wrong with the entries added so far.
    private(set) var problems: [RouteTableProblem] = []

    /// Adds one entry, or reports why it cannot stand.
    mutating func add(_ entry: RouteEntry, at index: Int) {
        guard RouteEntry.isMethod(entry.method) else {
            problems.append(.method(entry: index))
            return
        }
        var node = entry.host.map { root(of: $0) } ?? 0
        var isRest = false
        for segment in entry.pattern.segments {
            switch segment {
            case .literal(let text): node = literalChild(of: node, text)
            case .parameter: node = parameterChild(of: node)
            case .rest: isRest = true
            }
        }
        let terminal = isRest ? nodes[node].rest : nodes[node].terminal
        if let earlier = terminal.first(where: { $0.method == entry.method }) {
            problems.append(.conflict(entry: index, with: earlier.entry))
        } else if isRest {
            nodes[node].rest.append((entry.method, index, entry.options))
        } else {
            nodes[node].terminal.append((entry.method, index, entry.options))
        }
    }

    /// Reports the routes that can never be reached, and a tree that would cost too much to match.
    mutating func finish() {
        for node in nodes where !node.rest.isEmpty {
            guard let parameter = node.parameter, let cover = cover(of: parameter) else { continue }
            problems += node.rest.map { .unreachable(entry: $0.entry, by: cover) }
        }
        let visits = worstVisits()
        if visits > RouteTable.maximumVisits { problems.append(.tooManyAlternatives(visits)) }
    }

    /// A route that shares in covering every path that goes through this `{name}` child; `nil` where some path escapes.
    ///
    /// A path of segments that no literal names follows `{name}` and `{rest...}` only. So `{rest...}` beside this
    /// child is dead exactly when a route ends here, and longer paths are taken by a `{rest...}` here or further down.
    private func cover(of node: Int) -> Int? {
        var node = node
        var first: Int?
        while let route = nodes[node].terminal.first {
            first = first ?? route.entry
            if !nodes[node].rest.isEmpty { return first }
            guard let next = nodes[node].parameter else { return nil }
            node = next
        }
        return nil
    }

    /// The greatest number of nodes that matching one request can visit.
    ///
    /// A path selects, below a node, at most one group of literals that read alike, and `{name}`. A node has one
    /// way in, so none is visited twice, and this sum is exact. A host selects its pattern and the wider ones.
    private func worstVisits() -> Int {
        var visits = Array(repeating: 1, count: nodes.count)
        for index in nodes.indices.reversed() {
            visits[index] +=
                worstGroup(nodes[index].literals, visits) + (nodes[index].parameter.map { visits[$0] } ?? 0)
        }
        return roots.map { host, _ in
            ([host.name] + host.widerNames).enumerated().reduce(0) { sum, name in
                let pattern = HostPattern(name: name.element, isWildcard: name.offset > 0 || host.isWildcard)
                return sum + (places[pattern].map { visits[roots[$0].root] } ?? 0)
            }
        }.reduce(visits[0]) { max($0, $1 + visits[0]) }
    }

    /// The greatest number of nodes that one group of literals that read alike can have visited.
    private func worstGroup(_ literals: [(text: String, child: Int)], _ visits: [Int]) -> Int {
        // Most nodes have one, or none.
        guard literals.count > 1 else { return literals.first.map { visits[$0.child] } ?? 0 }
        var groups: [[UInt8]: Int] = [:]
        for literal in literals { groups[Self.folded(literal.text), default: 0] += visits[literal.child] }
        return groups.values.max() ?? 0
    }

    private mutating func root(of host: HostPattern) -> Int {
        if let place = places[host] { return roots[place].root }
        places[host] = roots.count
        roots.append((host, nodes.count))
        nodes.append(Node())
        return nodes.count - 1
    }

    private mutating func literalChild(of node: Int, _ text: String) -> Int {
        if let place = nodes[node].places[text] { return nodes[node].literals[place].child }
        nodes[node].places[text] = nodes[node].literals.count
        nodes[node].literals.append((text, nodes.count))
        nodes.append(Node())
        return nodes.count - 1
    }

    private mutating func parameterChild(of node: Int) -> Int {
        if let child = nodes[node].parameter { return child }
        nodes[node].parameter = nodes.count
        nodes.append(Node())
        return nodes.count - 1
    }

    private static func folded(_ text: String) -> [UInt8] {
        let bytes = text.utf8Array
        var folded: [UInt8] = []
        var position = 0
        let end = FoldedSegment.end(bytes.span, 0..<bytes.count)
        while position < end { folded.append(FoldedSegment.next(bytes.span, &position, end)) }
        return folded
    }
}
