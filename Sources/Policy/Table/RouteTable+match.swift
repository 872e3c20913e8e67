extension RouteTable {
    /// The route of a request, on exactly the bytes received. No allocation.
    ///
    /// Methods compare byte for byte; a HEAD that no route names is answered by the route of GET.
    ///
    /// - Parameters:
    ///   - host: with or without a port; empty where there is none, as HTTP/1.0 allows: only routes for every host are
    ///     then looked at.
    ///   - path: the target without its query.
    package func match(method: Span<UInt8>, host: Span<UInt8>, path: Span<UInt8>) -> RouteMatch {
        var rules = PathRules(allowsEncodedSlashes: hasEncodedSlashes)
        if let refusal = rules.check(path) { return .refused(refusal) }
        var first = -1
        if !hosts.isEmpty {
            switch hosts.find(host) {
            case .host(let host): first = host
            case .refused(let refusal): return .refusedHost(refusal)
            }
        }
        var walk = RouteWalk(path)
        let found = find(path, &walk, host: first)
        let method = found < 0 ? -1 : select(method, of: found)
        let options: RouteOptions =
            found < 0 ? [] : method < 0 ? terminals.span[found].options : methods.span[method].options
        if rules.encodedSlashes > 0, !options.contains(.encodedSlashes) { return .refused(.encodedDelimiter) }
        guard found >= 0 else { return .notFound }
        // Also before a 405: which methods a path has must not depend on who reads it either.
        if walk.isAmbiguous, isAmbiguous(path, host: first, options) { return .refused(.ambiguousSegment) }
        if rules.encodedSlashes > 0, isAmbiguous(path, host: first, options, withoutEncodedSlashes: found) {
            return .refused(.ambiguousSegment)
        }
        if !ranks.isEmpty {
            var other = RouteWalk(path, foldsCase: !options.contains(.caseSensitive))
            if isAmbiguous(path, &other, host: first, withOtherEnd: found) { return .refused(.ambiguousSegment) }
        }
        return method < 0
            ? .methodNotAllowed(allow: Int(terminals.span[found].allow)) : .route(Int(methods.span[method].route))
    }

    /// Whether a path that is ambiguous to a reader who ignores case is so to the upstream of the route as well.
    private func isAmbiguous(_ path: Span<UInt8>, host: Int, _ options: RouteOptions) -> Bool {
        guard options.contains(.caseSensitive) else { return true }
        var walk = RouteWalk(path, foldsCase: false)
        _ = find(path, &walk, host: host)
        return walk.isAmbiguous
    }

    /// Whether a reader who takes encoded slashes for slashes would find, or could find, another pattern.
    private func isAmbiguous(
        _ path: Span<UInt8>, host: Int, _ options: RouteOptions, withoutEncodedSlashes terminal: Int
    ) -> Bool {
        var walk = RouteWalk(splittingEncodedSlashesOf: path, foldsCase: !options.contains(.caseSensitive))
        let found = find(path, &walk, host: host)
        if walk.isAmbiguous || (found >= 0 && found != terminal) { return true }
        if ranks.isEmpty { return false }
        if found >= 0 { return isAmbiguous(path, &walk, host: host, withOtherEnd: terminal) }
        // Nothing is there as it ends; so whatever is found with the other end is what that reader serves.
        walk.toggleSlash(path)
        let other = find(path, &walk, host: host)
        return walk.isAmbiguous || (other >= 0 && ranks.span[other] != ranks.span[terminal])
    }

    /// Whether a reader for whom a slash at the end makes no difference could find a pattern that is more specific.
    ///
    /// The same pattern with a slash more or less is none: whoever declares both has said what each asks for.
    private func isAmbiguous(
        _ path: Span<UInt8>, _ walk: inout RouteWalk, host first: Int, withOtherEnd terminal: Int
    ) -> Bool {
        walk.toggleSlash(path)
        let rank = ranks.span[terminal]
        var host = first
        while true {
            let root = host < 0 ? 0 : hosts.root(host)
            let found = find(path, &walk, node: root, segment: 0, isFolded: false)
            if walk.isAmbiguous { return true }
            if root == Int(rank.root) || host < 0 {
                return found >= 0 && ranks.span[found].segments < rank.segments
            }
            // Of a host that comes first, whatever it is.
            if found >= 0 { return true }
            host = hosts.next(host)
        }
    }

    /// The patterns that match a host, the most specific first; for whoever asks why. None where the host is refused.
    func hostPatterns(_ host: Span<UInt8>) -> [HostPattern] {
        guard case .host(var next) = hosts.find(host) else { return [] }
        var patterns: [HostPattern] = []
        while next >= 0 {
            patterns.append(hosts.pattern(next))
            next = hosts.next(next)
        }
        return patterns
    }

    /// Whether the path is none that the table matches, but could be read as one.
    func resembles(host: Span<UInt8>, path: Span<UInt8>) -> Bool {
        var rules = PathRules(allowsEncodedSlashes: true)
        guard rules.check(path) == nil, case .host(let host) = hosts.find(host) else { return false }
        var walk = RouteWalk(path)
        if find(path, &walk, host: host) >= 0 { return false }
        if walk.isAmbiguous { return true }
        if !ranks.isEmpty || walk.endsInSlash {
            walk.toggleSlash(path)
            if find(path, &walk, host: host) >= 0 || walk.isAmbiguous { return true }
        }
        guard rules.encodedSlashes > 0 else { return false }
        var split = RouteWalk(splittingEncodedSlashesOf: path, foldsCase: true)
        return find(path, &split, host: host) >= 0 || split.isAmbiguous
    }

    /// The place of a method among those of a terminal, or -1.
    private func select(_ method: Span<UInt8>, of terminal: Int) -> Int {
        let terminal = terminals.span[terminal]
        for index in Int(terminal.firstMethod)..<Int(terminal.endMethod)
        where FoldedSegment.identical(text.span, methods.span[index].range, method, 0..<method.count) {
            return index
        }
        return -1
    }

    /// The best terminal for the path among the routes of this host pattern, then of each wider one; or -1.
    ///
    /// What a path resembles among the routes of one pattern makes it ambiguous among those of a wider one too.
    private func find(_ path: Span<UInt8>, _ walk: inout RouteWalk, host first: Int) -> Int {
        var host = first
        while host >= 0 {
            let found = find(path, &walk, node: hosts.root(host), segment: 0, isFolded: false)
            if found >= 0 { return found }
            host = hosts.next(host)
        }
        return find(path, &walk, node: 0, segment: 0, isFolded: false)
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
        let range = walk.range(segment, of: path)
        var resembles = false
        if node.hasLiterals {
            let group = firstLiteral(of: index, path, range)
            let exact = identical(in: group, path, range)
            resembles = exact < 0 && group >= 0 && (walk.foldsCase || isDecoded(group: group, path, range))
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
            if next != exact, walk.foldsCase || isDecoded(literal, path, walk.range(segment, of: path)),
                find(path, &walk, node: Int(literal.child), segment: segment + 1, isFolded: true) >= 0
            {
                walk.isAmbiguous = true
                return true
            }
            next = Int(literal.nextAlike)
        }
        return false
    }

    /// Whether the segment is one of these literals to a reader who decodes and minds case.
    private func isDecoded(group: Int, _ path: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var next = group
        while next >= 0 {
            if isDecoded(literals.span[next], path, range) { return true }
            next = Int(literals.span[next].nextAlike)
        }
        return false
    }

    /// Whether the segment is this literal to a reader who decodes and minds case.
    private func isDecoded(_ literal: Literal, _ path: Span<UInt8>, _ range: Range<Int>) -> Bool {
        FoldedSegment.equal(text.span, literal.range, path, range, foldsCase: false)
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
                // Nearly always it is the very same, which is seen more quickly.
                FoldedSegment.identical(text.span, literal.range, path, range)
                    || FoldedSegment.equal(text.span, literal.range, path, range)
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
