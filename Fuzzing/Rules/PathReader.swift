import Policy

/// How a service could read a path before it routes: it decodes or does not, minds case or does not, and takes an
/// encoded slash for a slash or for nothing.
struct PathReader {
    var decodes = false
    var ignoresCase = false
    var splitsEncodedSlashes = false

    /// Every reader that a route's upstream may be, by what the route says of it.
    static func all(_ options: RouteOptions) -> [PathReader] {
        var readers: [PathReader] = []
        for splits in options.contains(.encodedSlashes) ? [false, true] : [false] {
            for decodes in [false, true] {
                for ignoresCase in options.contains(.caseSensitive) ? [false] : [false, true] {
                    readers.append(
                        PathReader(decodes: decodes, ignoresCase: ignoresCase, splitsEncodedSlashes: splits))
                }
            }
        }
        return readers
    }

    /// The segments as this reader sees them.
    func segments(_ path: [UInt8]) -> [[UInt8]] {
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
        return ignoresCase ? bytes.lowercase : bytes
    }

    /// Whether a pattern matches these segments, as this reader sees its literals.
    func matches(_ pattern: PathPattern, _ segments: [[UInt8]]) -> Bool {
        for (index, segment) in pattern.segments.enumerated() {
            guard index < segments.count else { return false }
            switch segment {
            case .literal(let text): if read(Array(text.utf8)) != segments[index] { return false }
            case .parameter: if segments[index].isEmpty { return false }
            case .rest: return segments.last != []
            }
        }
        return pattern.segments.count == segments.count
    }
}

extension ArraySlice<UInt8> {
    /// What stands between the separators, empty parts included.
    fileprivate func split(at separator: UInt8) -> [[UInt8]] {
        split(separator: separator, omittingEmptySubsequences: false).map(Array.init)
    }
}
