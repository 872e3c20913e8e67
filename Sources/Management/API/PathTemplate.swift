/// A path with named parts, such as `/applications/{clientId}/enable`.
///
/// Nothing is decoded: what our names and ids are made of needs no escape, so an escaped path names nothing.
struct PathTemplate: Hashable, Sendable {
    private enum Segment: Hashable, Sendable {
        case literal(String)
        case name(String)
    }

    /// As it is written.
    let text: String
    private let segments: [Segment]

    init(_ text: String) {
        self.text = text
        segments = text.split(separator: "/").map {
            $0.hasPrefix("{") ? .name(String($0.dropFirst().dropLast())) : .literal(String($0))
        }
    }

    /// The names, in their order.
    var names: [String] {
        segments.compactMap { if case .name(let name) = $0 { name } else { nil } }
    }

    /// How many segments are literal: of two templates that match, the one with more decides.
    var literals: Int { segments.count { if case .literal = $0 { true } else { false } } }

    /// The values of the names, where a path has this form.
    ///
    /// - Parameter path: the segments of the path.
    func match(_ path: [Substring]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var values: [String: String] = [:]
        for (segment, part) in zip(segments, path) {
            switch segment {
            // By bytes: `String`'s own equality takes some letters for others.
            case .literal(let literal): guard literal.utf8.elementsEqual(part.utf8) else { return nil }
            case .name(let name):
                guard !part.isEmpty else { return nil }
                values[name] = String(part)
            }
        }
        return values
    }
}
