import Policy

/// How a service could read a path before it routes: it decodes or does not, minds case or does not, drops dots and spaces
/// from the end of a segment or does not, takes an encoded slash for a slash or for nothing, and a slash at the end for
/// something or for nothing.
struct PathReader {
    var decodes = false
    var ignoresCase = false
    /// As file systems of Windows do with names.
    var dropsEnds = false
    var splitsEncodedSlashes = false
    var ignoresLastSlash = false

    /// Every reader that a route's upstream may be, by what the route says of it.
    static func all(_ options: RouteOptions) -> [PathReader] {
        let either = [false, true]
        // Who minds case drops nothing either: both are ways of Windows.
        let folds = options.contains(.caseSensitive) ? [false] : either
        return (options.contains(.encodedSlashes) ? either : [false]).flatMap { splits in
            either.flatMap { decodes in
                folds.flatMap { ignoresCase in
                    folds.flatMap { dropsEnds in
                        either.map {
                            PathReader(
                                decodes: decodes, ignoresCase: ignoresCase, dropsEnds: dropsEnds,
                                splitsEncodedSlashes: splits, ignoresLastSlash: $0)
                        }
                    }
                }
            }
        }
    }

    /// The segments as this reader sees them.
    func segments(_ path: [UInt8]) -> [[UInt8]] {
        let segments = split(path)
        return ignoresLastSlash && segments.last == [] ? segments.dropLast() : segments
    }

    /// A pattern as this reader sees it.
    func segments(_ pattern: PathPattern) -> [PathPattern.Segment] {
        ignoresLastSlash && pattern.segments.last == .literal("") ? pattern.segments.dropLast() : pattern.segments
    }

    private func split(_ path: [UInt8]) -> [[UInt8]] {
        guard splitsEncodedSlashes else { return path.dropFirst().split(at: UInt8(ascii: "/")).map(read) }
        var text = String(decoding: path, as: UTF8.self)
        for encoded in ["%2f", "%2F"] {
            text = text.split(separator: encoded, omittingEmptySubsequences: false).joined(separator: "/")
        }
        // Several slashes in a row are one to such a reader.
        let parts = text.utf8.split(separator: UInt8(ascii: "/")).map { read(Array($0)) }
        return text.utf8.last == UInt8(ascii: "/") ? parts + [[]] : parts
    }

    /// One segment.
    func read(_ segment: [UInt8]) -> [UInt8] {
        let bytes = decodes ? PercentRules.decode(segment) ?? segment : segment
        let kept = dropsEnds ? Self.withoutEnd(bytes) : bytes
        return ignoresCase ? kept.lowercase : kept
    }

    /// Without dots and spaces at the end.
    private static func withoutEnd(_ name: [UInt8]) -> [UInt8] {
        var rest = name[...]
        while let last = rest.last, ". ".utf8.contains(last) { rest = rest.dropLast() }
        return Array(rest)
    }

    /// Whether a pattern matches these segments, as this reader sees its literals.
    func matches(_ pattern: PathPattern, _ segments: [[UInt8]]) -> Bool {
        let pattern = self.segments(pattern)
        for (index, segment) in pattern.enumerated() {
            guard index < segments.count else { return false }
            switch segment {
            case .literal(let text): if read(Array(text.utf8)) != segments[index] { return false }
            case .parameter: if segments[index].isEmpty { return false }
            case .rest: return segments.last != []
            }
        }
        return pattern.count == segments.count
    }
}

extension ArraySlice<UInt8> {
    /// What stands between the separators, empty parts included.
    fileprivate func split(at separator: UInt8) -> [[UInt8]] {
        split(separator: separator, omittingEmptySubsequences: false).map(Array.init)
    }
}
