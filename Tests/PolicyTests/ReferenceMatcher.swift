@testable import Policy

/// The route table's rules over again, slowly and without a tree: every pattern is compared with the request, and the
/// best of those that match is taken.
struct ReferenceMatcher {
    let entries: [RouteEntry]

    /// A pattern without the names of its parameters, and its host.
    private struct Place: Hashable {
        let host: HostPattern?
        let pattern: [PathPattern.Segment]
    }

    private typealias Same = (String, String) -> Bool

    func match(_ method: String, _ path: String, host: String = "gateway.test") -> RouteMatch {
        let allowsSlashes = entries.contains { $0.options.contains(.encodedSlashes) }
        // The path rules have their own tests; of an encoded slash they say that it is one, or nothing.
        let spelt = allowsSlashes ? path.replacing("%2F", with: "-") : path
        if let refusal = PathRules.check(spelt.utf8Array.span) { return .refused(refusal) }
        let hosts: [HostPattern?]
        switch Self.hosts(host, entries.compactMap(\.host)) {
        case .success(let found): hosts = found
        case .failure(let refusal): return .refusedHost(refusal)
        }
        let segments = Self.segments(path)
        let winner = winner(segments, hosts)
        let own = winner.map { winner in entries.indices.filter { Self.place(entries[$0]) == winner } } ?? []
        let exact = own.first { entries[$0].method == method }
        let byGet = method == "HEAD" ? own.first { entries[$0].method == "GET" } : nil
        let route = exact ?? byGet
        let options = (route.map { [$0] } ?? own).reduce(
            own.isEmpty ? RouteOptions() : [.caseSensitive, .encodedSlashes]
        ) { $0.intersection(entries[$1].options) }
        if path.contains("%2F"), !options.contains(.encodedSlashes) { return .refused(.encodedDelimiter) }
        guard let winner else { return .notFound }
        let same: Same =
            options.contains(.caseSensitive) ? { Self.decoded($0) == Self.decoded($1) } : { Self.alike($0, $1) }
        if isAmbiguous(winner, segments, hosts, same) { return .refused(.ambiguousSegment) }
        var readings = [Self.withOtherEnd(segments)]
        var isElsewhere = false
        if path.contains("%2F") {
            let other = Self.segments(Self.withoutEncodedSlashes(path))
            let found = self.winner(other, hosts)
            if found != nil && found != winner || isAmbiguous(found, other, hosts, same) {
                return .refused(.ambiguousSegment)
            }
            if found != nil {
                readings.append(Self.withOtherEnd(other))
            } else {
                // Nothing is there as it ends; so whatever is found with the other end is what that reader serves.
                let end = Self.withOtherEnd(other)
                let found = self.winner(end, hosts)
                isElsewhere =
                    found.map { Self.withoutSlash($0) != Self.withoutSlash(winner) } ?? false
                    || isAmbiguous(found, end, hosts, same)
            }
        }
        if isElsewhere { return .refused(.ambiguousSegment) }
        // Wider hosts do not come into it.
        let narrower = Array(hosts.prefix { $0 != winner.host }) + [winner.host]
        for reading in readings {
            let found = self.winner(reading, narrower)
            if let found, found.host != winner.host || Self.isBetter(found.pattern, winner.pattern) {
                return .refused(.ambiguousSegment)
            }
            if isAmbiguous(found, reading, narrower, same) { return .refused(.ambiguousSegment) }
        }
        return route.map { .route($0) } ?? .methodNotAllowed(allow: 0)
    }

    /// The methods of the pattern that wins a request.
    func allow(_ path: String, host: String = "gateway.test") -> String {
        let hosts = (try? Self.hosts(host, entries.compactMap(\.host)).get()) ?? []
        guard let winner = winner(Self.segments(path), hosts) else { return "" }
        let methods = entries.filter { Self.place($0) == winner }.map(\.method)
        return Set(methods + (methods.contains("GET") ? ["HEAD"] : [])).sorted().joined(separator: ", ")
    }

    // MARK: Hosts

    /// The patterns that match a host, the most specific first, and none for every host at the end.
    private static func hosts(_ text: String, _ all: [HostPattern]) -> Result<[HostPattern?], HostRefusal> {
        let name = text.lowercased().split(separator: ":", omittingEmptySubsequences: false)[0]
        guard !all.isEmpty, !name.isEmpty, !name.hasPrefix("[") else { return .success([nil]) }
        if name.contains("%") { return .failure(.encoded) }
        if ("." + name + ".").contains("..") { return .failure(.emptyLabel) }
        let exact = Set(all).filter { !$0.isWildcard && $0.name == name }
        let wider = Set(all).filter { $0.isWildcard && name.hasSuffix("." + $0.name) }
            .sorted { $0.name.count > $1.name.count }
        return .success(Array(exact) + wider + [nil])
    }

    // MARK: Paths

    private func winner(_ segments: [String], _ hosts: [HostPattern?]) -> Place? {
        for host in hosts {
            let best = patterns(host).filter { Self.matches($0, segments, ==) }.min(by: Self.isBetter)
            if let best { return Place(host: host, pattern: best) }
        }
        return nil
    }

    private func patterns(_ host: HostPattern?) -> Set<[PathPattern.Segment]> {
        Set(entries.filter { $0.host == host }.map { Self.anonymous($0.pattern.segments) })
    }

    private func isAmbiguous(
        _ winner: Place?, _ segments: [String], _ hosts: [HostPattern?], _ same: Same
    ) -> Bool {
        for host in hosts {
            let patterns = patterns(host)
            if let winner, host == winner.host { return isAmbiguous(winner.pattern, segments, patterns, same) }
            // Of a host that comes first, whatever a reader who folds would take.
            if patterns.contains(where: { Self.matches($0, segments, same) }) { return true }
        }
        return false
    }

    private func isAmbiguous(
        _ winner: [PathPattern.Segment], _ segments: [String], _ patterns: Set<[PathPattern.Segment]>, _ same: Same
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
            if siblings.contains(where: { same($0, segments[index]) }), !siblings.contains(segments[index]) {
                return true
            }
        }
        // A pattern that a reader who folds would prefer: equal literals first, then those alike.
        return patterns.contains { pattern in
            guard pattern != winner, Self.matches(pattern, segments, same) else { return false }
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

    private static func matches(_ pattern: [PathPattern.Segment], _ segments: [String], _ same: Same) -> Bool {
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

    private static func place(_ entry: RouteEntry) -> Place {
        Place(host: entry.host, pattern: anonymous(entry.pattern.segments))
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

    /// A pattern without the slash at its end.
    private static func withoutSlash(_ place: Place) -> Place {
        place.pattern.last == .literal("")
            ? Place(host: place.host, pattern: Array(place.pattern.dropLast())) : place
    }

    // MARK: Text

    /// The path with a slash at its end where it has none, and without it where it has one.
    private static func withOtherEnd(_ segments: [String]) -> [String] {
        segments.last == "" ? Array(segments.dropLast()) : segments + [""]
    }

    private static func segments(_ path: String) -> [String] {
        path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }

    private static func withoutEncodedSlashes(_ path: String) -> String {
        let parts = path.replacing("%2F", with: "/").split(separator: "/")
        let end = path.hasSuffix("/") || path.hasSuffix("%2F") ? "/" : ""
        return "/" + parts.joined(separator: "/") + (parts.isEmpty ? "" : end)
    }

    static func alike(_ one: String, _ other: String) -> Bool { fold(one) == fold(other) }

    private static func fold(_ text: String) -> [UInt8] {
        let folded = decoded(text).map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        let kept = folded.lastIndex { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: " ") }
        return kept.map { Array(folded[...$0]) } ?? folded
    }

    private static func decoded(_ text: String) -> [UInt8] {
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
        return bytes
    }
}
