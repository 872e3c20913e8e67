import Policy

/// A path that is let through is plain, and every service, whichever way it reads paths, finds the route that the gateway
/// has checked. The input is `METHOD HOST PATH`, or a path alone.
enum PathProperty {
    static func broken(_ input: [UInt8]) -> String? {
        let parts = input.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false).map(Array.init)
        let (method, host, path) =
            parts.count == 3 ? (parts[0], parts[1], parts[2]) : ([UInt8]("GET"), [UInt8]("other.example"), input)
        if PathRules.check(path.span) == nil, !PlainPath.isPlain(path, allowsEncodedSlashes: false) {
            return "let through, but not plain"
        }
        guard !RouteScene.all.isEmpty else { return "the routes make no table" }
        for scene in RouteScene.all {
            if let broken = broken(scene, method, host, path) { return broken }
        }
        return nil
    }

    private static func broken(_ scene: RouteScene, _ method: [UInt8], _ host: [UInt8], _ path: [UInt8]) -> String? {
        let match = scene.table.match(method: method.span, host: host.span, path: path.span)
        let backwards = scene.backwards.match(method: method.span, host: host.span, path: path.span)
        switch (match, backwards) {
        case (.route(let one), .route(let other)):
            guard other == scene.entries.count - 1 - one else { return "the order of the routes matters" }
            return brokenRoute(scene, one, method, host, path)
        case (.methodNotAllowed, .methodNotAllowed): return nil
        case (.notFound, .notFound):
            guard PlainPath.isPlain(path, allowsEncodedSlashes: true) else { return "not refused, but not plain" }
            return winner(scene, host, path, PathReader()) == nil ? nil : "not found, but there is a route"
        default: return match == backwards ? nil : "the order of the routes matters"
        }
    }

    /// Whether some service that reads the path its own way finds another pattern than that of the route.
    private static func brokenRoute(
        _ scene: RouteScene, _ route: Int, _ method: [UInt8], _ host: [UInt8], _ path: [UInt8]
    ) -> String? {
        let entry = scene.entries[route]
        let allowsSlashes = entry.options.contains(.encodedSlashes)
        guard PlainPath.isPlain(path, allowsEncodedSlashes: allowsSlashes) else { return "matched, but not plain" }
        guard method == Array(entry.method.utf8) || (method == [UInt8]("HEAD") && entry.method == "GET") else {
            return "matched with another method"
        }
        for reader in PathReader.all(entry.options) {
            let found = winner(scene, host, path, reader)
            // To one who splits at encoded slashes there may be nothing there.
            if reader.splitsEncodedSlashes, found == nil { continue }
            guard let found, reader.segments(found.pattern) == reader.segments(entry.pattern), found.host == entry.host
            else {
                return "\(entry.label) is checked, and \(reader) finds \(found?.label ?? "nothing")"
            }
        }
        return nil
    }

    /// The route whose pattern and host a reader finds best; the method does not count.
    private static func winner(
        _ scene: RouteScene, _ host: [UInt8], _ path: [UInt8], _ reader: PathReader
    ) -> RouteEntry? {
        let segments = reader.segments(path)
        let matching = scene.entries.filter {
            HostRank.of(host, $0.host) != nil && reader.matches($0.pattern, segments)
        }
        return matching.min {
            let (left, right) = (HostRank.of(host, $0.host) ?? .max, HostRank.of(host, $1.host) ?? .max)
            return left != right ? left < right : isBetter($0.pattern, $1.pattern)
        }
    }

    /// Segment by segment from the left, literal over `{name}` over `{rest...}`.
    private static func isBetter(_ one: PathPattern, _ other: PathPattern) -> Bool {
        one.segments.map(rank).lexicographicallyPrecedes(other.segments.map(rank))
    }

    private static func rank(_ segment: PathPattern.Segment) -> Int {
        switch segment {
        case .literal: 0
        case .parameter: 1
        case .rest: 2
        }
    }
}
