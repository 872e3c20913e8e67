/// The path that a route's upstream gets in place of the request's own, such as `/v1/payments/{id}`.
///
/// It is written like a ``PathPattern``, and each parameter is one of the route's pattern. What stands for a parameter is
/// put in byte for byte, so that a path which has passed ``PathRules`` makes one that does.
package struct ForwardTemplate: Hashable, Sendable, CustomStringConvertible {
    /// A part of the forwarded path.
    enum Piece: Hashable, Sendable {
        /// These bytes.
        case text(String)
        /// The segment of the request's path with this number, from 0.
        case segment(Int)
        /// The request's path from the segment with this number on.
        case rest(Int)
    }

    /// The parts, in their order; never two texts in a row.
    let pieces: [Piece]

    /// The template as written.
    package let description: String

    /// - Parameter pattern: the route's pattern.
    package init(_ text: String, of pattern: PathPattern) throws(ForwardTemplateError) {
        let template: PathPattern
        do throws(PathPatternError) {
            template = try PathPattern(text)
        } catch {
            throw .path(error)
        }
        var pieces: [Piece] = []
        var waiting = ""
        for segment in template.segments {
            waiting += "/"
            if case .literal(let text) = segment {
                waiting += text
                continue
            }
            pieces += [.text(waiting), try Self.piece(segment, of: pattern)]
            waiting = ""
        }
        self.pieces = waiting.isEmpty ? pieces : pieces + [.text(waiting)]
        description = text
    }

    private static func piece(
        _ segment: PathPattern.Segment, of pattern: PathPattern
    ) throws(ForwardTemplateError) -> Piece {
        if let index = pattern.segments.firstIndex(of: segment) {
            if case .rest = segment { return .rest(index) }
            return .segment(index)
        }
        switch segment {
        case .parameter(let name) where pattern.segments.contains(.rest(name)): throw .restAsSegment(name)
        case .rest(let name) where pattern.segments.contains(.parameter(name)): throw .segmentAsRest(name)
        case .parameter(let name), .rest(let name), .literal(let name): throw .unknown(name)
        }
    }
}
