/// The path of a route: literal segments, `{name}` for one segment, a last `{rest...}` for one or more.
///
/// `/a` and `/a/` are different patterns: the trailing slash is an empty last segment, which only a literal
/// matches. `{name}` and `{rest...}` never take it. An upstream may ignore it all the same: where the path with the
/// other end would be another route's, it is refused (``RouteTable/match(method:host:path:)``).
package struct PathPattern: Hashable, Sendable, CustomStringConvertible {
    /// The greatest number of segments a pattern may have; it bounds the depth of the route table.
    package static let maximumSegments = 32

    /// One segment of a pattern.
    package enum Segment: Hashable, Sendable {
        /// These bytes and no others; empty only as the last segment.
        case literal(String)
        /// Any one segment that is not empty.
        case parameter(String)
        /// One or more segments, none of them empty; only the last of a pattern.
        case rest(String)
    }

    /// The segments from the left; at least one.
    package let segments: [Segment]

    /// The pattern as written.
    package let description: String

    /// A pattern from its written form, such as `/transactions/{id}/refunds`.
    package init(_ text: String) throws(PathPatternError) {
        guard text.utf8.first == UInt8(ascii: "/") else { throw .noLeadingSlash }
        let parts = Self.parts(text.utf8Array)
        guard parts.count <= Self.maximumSegments else { throw .tooManySegments(parts.count) }
        var segments: [Segment] = []
        for (index, part) in parts.enumerated() {
            segments.append(try Self.segment(part, isLast: index == parts.count - 1))
        }
        if let name = Self.firstRepetition(segments) { throw .repeatedName(name) }
        self.segments = segments
        description = text
    }

    /// What stands between the slashes, and behind the last one.
    private static func parts(_ bytes: [UInt8]) -> [String] {
        var parts: [String] = []
        var start = 1
        for index in 1...bytes.count where index == bytes.count || bytes[index] == UInt8(ascii: "/") {
            parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
            start = index + 1
        }
        return parts
    }

    private static func segment(_ part: String, isLast: Bool) throws(PathPatternError) -> Segment {
        guard part.utf8.contains(UInt8(ascii: "{")) || part.utf8.contains(UInt8(ascii: "}")) else {
            if let refusal = PathRules.check(
                ([UInt8(ascii: "/")] + part.utf8 + (isLast ? [] : [UInt8(ascii: "/")])).span)
            {
                throw .literal(part, refusal)
            }
            return .literal(part)
        }
        guard part.utf8.count > 2, part.utf8.first == UInt8(ascii: "{"), part.utf8.last == UInt8(ascii: "}") else {
            throw .braces(part)
        }
        let inner = part.dropFirst().dropLast()
        let isRest = inner.hasSuffix("...")
        let name = String(isRest ? inner.dropLast(3) : inner)
        guard isName(name) else { throw .name(part) }
        guard isRest else { return .parameter(name) }
        guard isLast else { throw .restNotLast(part) }
        return .rest(name)
    }

    /// A letter or `_`, then letters, digits and `_`.
    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    private static func firstRepetition(_ segments: [Segment]) -> String? {
        // At most 32.
        var seen: [String] = []
        for case .parameter(let name) in segments {
            if seen.contains(name) { return name }
            seen.append(name)
        }
        if case .rest(let name)? = segments.last, seen.contains(name) { return name }
        return nil
    }
}

extension String {
    /// The text's UTF-8, where a span over contiguous bytes is needed.
    var utf8Array: [UInt8] { Array(utf8) }
}
