/// The patterns of every route, ready to be matched: a tree in flat arrays, immutable.
///
/// The best pattern is found segment by segment from the left, literal over `{name}` over `{rest...}`, among
/// those that match the whole path; then the method decides. The order of the entries never matters.
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

    /// The routes that end at one place: a range of `methods`, and the index of their `Allow` value.
    struct Terminal {
        let firstMethod: Int32
        let endMethod: Int32
        let allow: Int32
    }

    /// One method of a terminal: its bytes in `text`, and its route.
    struct Method {
        let start: Int32
        let end: Int32
        let route: Int32

        var range: Range<Int> { Int(start)..<Int(end) }
    }

    let nodes: [Node]
    let literals: [Literal]
    /// Open addressing over parent and folded hash, less than half full; the first literal of each group, or -1.
    let slots: [Int32]
    let terminals: [Terminal]
    let methods: [Method]
    let text: [UInt8]
    let allowValues: [String]

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
    }

    /// The value of the `Allow` field (RFC 9110 §10.2.1) for a ``RouteMatch/methodNotAllowed(allow:)``.
    package func allow(_ index: Int) -> String { allowValues[index] }

    /// The route of a request, on exactly the bytes received; `path` is without the query. No allocation.
    ///
    /// Methods compare byte for byte; a HEAD that no route names is answered by the route of GET.
    package func match(method: Span<UInt8>, path: Span<UInt8>) -> RouteMatch {
        if let refusal = PathRules.check(path) { return .refused(refusal) }
        var walk = RouteWalk(path)
        let found = find(path, &walk, node: 0, segment: 0, isFolded: false)
        guard found >= 0 else { return .notFound }
        // Also before a 405: which methods a path has must not depend on who reads it either.
        if walk.isAmbiguous { return .refused(.ambiguousSegment) }
        return select(method, of: found)
    }

    private func select(_ method: Span<UInt8>, of terminal: Int) -> RouteMatch {
        let terminal = terminals.span[terminal]
        for index in Int(terminal.firstMethod)..<Int(terminal.endMethod) {
            let candidate = methods.span[index]
            if FoldedSegment.identical(text.span, candidate.range, method, 0..<method.count) {
                return .route(Int(candidate.route))
            }
        }
        return .methodNotAllowed(allow: Int(terminal.allow))
    }

    /// The best terminal below `node` for the path from `segment` on, or -1.
    ///
    /// With `isFolded`, a literal before this node was taken that the path only resembles: nothing found from here is
    /// a match, but it shows that a reader who decodes or ignores case would choose a pattern that is more specific
    /// than the winner to come.
    private func find(
        _ path: Span<UInt8>, _ walk: inout RouteWalk, node index: Int, segment: Int, isFolded: Bool
    ) -> Int {
        let node = nodes.span[index]
        if segment == walk.count { return Int(node.terminal) }
        guard segment < RouteWalk.capacity else { return -1 }
        let range = walk.range(segment)
        var resembles = false
        if node.hasLiterals {
            let group = firstLiteral(of: index, path, range)
            let exact = identical(in: group, path, range)
            resembles = group >= 0 && exact < 0
            if exact >= 0 {
                let child = Int(literals.span[exact].child)
                let found = find(path, &walk, node: child, segment: segment + 1, isFolded: isFolded)
                if found >= 0 { return found }
            }
            if tryResembling(group, except: exact, path, &walk, segment: segment), isFolded { return 0 }
        }
        guard !range.isEmpty else { return -1 }
        var found = -1
        if node.parameter >= 0 {
            found = find(path, &walk, node: Int(node.parameter), segment: segment + 1, isFolded: isFolded)
        }
        if found < 0, !walk.endsInSlash { found = Int(node.rest) }
        if found >= 0, resembles { walk.isAmbiguous = true }
        return found
    }

    /// Whether a literal of the group that the segment only resembles leads to a match; remembers it in `walk`.
    private func tryResembling(
        _ group: Int, except exact: Int, _ path: Span<UInt8>, _ walk: inout RouteWalk, segment: Int
    ) -> Bool {
        var next = group
        while next >= 0 {
            let literal = literals.span[next]
            if next != exact,
                find(path, &walk, node: Int(literal.child), segment: segment + 1, isFolded: true) >= 0
            {
                walk.isAmbiguous = true
                return true
            }
            next = Int(literal.nextAlike)
        }
        return false
    }

    /// The first literal below `parent` that reads like this segment when both are folded, or -1.
    private func firstLiteral(of parent: Int, _ path: Span<UInt8>, _ range: Range<Int>) -> Int {
        let hash = FoldedSegment.hash(path, range)
        let mask = slots.count - 1
        var slot = RouteTableLayout.slot(parent, hash, mask)
        while true {
            let index = Int(slots.span[slot])
            guard index >= 0 else { return -1 }
            let literal = literals.span[index]
            if literal.hash == hash, Int(literal.parent) == parent,
                FoldedSegment.equal(text.span, literal.range, path, range)
            {
                return index
            }
            slot = (slot + 1) & mask
        }
    }

    /// The literal of the group that is this segment byte for byte, or -1.
    private func identical(in group: Int, _ path: Span<UInt8>, _ range: Range<Int>) -> Int {
        var next = group
        while next >= 0 {
            let literal = literals.span[next]
            if FoldedSegment.identical(text.span, literal.range, path, range) { return next }
            next = Int(literal.nextAlike)
        }
        return -1
    }
}
