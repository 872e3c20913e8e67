@testable import Policy

/// The route table's rules over again, slowly and without a tree: every pattern is compared with the path, and the
/// best of those that match is taken.
struct ReferenceMatcher {
    let entries: [RouteEntry]

    func match(_ method: String, _ path: String) -> RouteMatch {
        if let refusal = PathRules.check(path.utf8Array.span) { return .refused(refusal) }
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let patterns = Set(entries.map { Self.anonymous($0.pattern.segments) })
        guard let winner = patterns.filter({ Self.matches($0, segments, ==) }).min(by: Self.isBetter) else {
            return .notFound
        }
        if isAmbiguous(winner, segments, patterns) { return .refused(.ambiguousSegment) }
        let own = entries.indices.filter { Self.anonymous(entries[$0].pattern.segments) == winner }
        let exact = own.first { entries[$0].method == method }
        let byGet = method == "HEAD" ? own.first { entries[$0].method == "GET" } : nil
        return (exact ?? byGet).map { .route($0) } ?? .methodNotAllowed(allow: 0)
    }

    /// The methods of the pattern that wins a path.
    func allow(_ path: String) -> String {
        let methods = Set(entries.map(\.method)).union(["HEAD"])
        return methods.filter { if case .route = match($0, path) { true } else { false } }.sorted()
            .joined(separator: ", ")
    }

    private func isAmbiguous(
        _ winner: [PathPattern.Segment], _ segments: [String], _ patterns: Set<[PathPattern.Segment]>
    ) -> Bool {
        // A literal sibling of a parameter on the winner's way that the segment there resembles.
        for (index, segment) in winner.enumerated() {
            if case .literal = segment { continue }
            let siblings = patterns.compactMap { pattern -> String? in
                guard pattern.count > index, pattern[..<index] == winner[..<index],
                    case .literal(let text) = pattern[index]
                else { return nil }
                return text
            }
            if siblings.contains(where: { Self.alike($0, segments[index]) }), !siblings.contains(segments[index]) {
                return true
            }
        }
        // A pattern that a reader who folds would prefer: equal literals first, then those alike.
        return patterns.contains { pattern in
            guard pattern != winner, Self.matches(pattern, segments, Self.alike) else { return false }
            for (index, segment) in pattern.enumerated() {
                if index >= winner.count { return false }
                if segment == winner[index] { continue }
                switch (segment, winner[index]) {
                case (.literal(let one), .literal): return one == segments[index]
                case (.literal, _), (.parameter, .rest): return true
                default: return false
                }
            }
            return false
        }
    }

    private static func matches(
        _ pattern: [PathPattern.Segment], _ segments: [String], _ same: (String, String) -> Bool
    ) -> Bool {
        for (index, segment) in pattern.enumerated() {
            if case .rest = segment { return index < segments.count && segments.last != "" }
            guard index < segments.count else { return false }
            switch segment {
            case .literal(let text): if !same(text, segments[index]) { return false }
            default: if segments[index].isEmpty { return false }
            }
        }
        return pattern.count == segments.count
    }

    private static func isBetter(_ one: [PathPattern.Segment], _ other: [PathPattern.Segment]) -> Bool {
        for (left, right) in zip(one, other) where rank(left) != rank(right) { return rank(left) < rank(right) }
        return false
    }

    private static func rank(_ segment: PathPattern.Segment) -> Int {
        switch segment {
        case .literal: 0
        case .parameter: 1
        case .rest: 2
        }
    }

    private static func anonymous(_ pattern: [PathPattern.Segment]) -> [PathPattern.Segment] {
        pattern.map {
            switch $0 {
            case .literal: $0
            case .parameter: .parameter("")
            case .rest: .rest("")
            }
        }
    }

    static func alike(_ one: String, _ other: String) -> Bool { fold(one) == fold(other) }

    private static func fold(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }
}
