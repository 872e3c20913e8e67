/// One path on its way through the route table: where its segments are, and what was seen on the way.
struct RouteWalk {
    /// The segments whose places are kept: no pattern is longer, and `{rest...}` does not look beyond them.
    static let capacity = PathPattern.maximumSegments

    /// How many segments the path has.
    private(set) var count = 0
    /// Whether the last segment is empty: only a literal takes it.
    let endsInSlash: Bool
    /// Whether a reader who decodes once or ignores ASCII case might choose another pattern.
    var isAmbiguous = false

    /// Where each of the first segments ends.
    private var ends = InlineArray<32, Int32>(repeating: 0)

    /// The segments of a path that has passed ``PathRules``.
    init(_ path: Span<UInt8>) {
        endsInSlash = path[path.count - 1] == UInt8(ascii: "/")
        for index in 1..<path.count where path[index] == UInt8(ascii: "/") { end(at: index) }
        end(at: path.count)
    }

    /// Where a segment stands in the path; `segment` is less than ``count`` and ``capacity``.
    func range(_ segment: Int) -> Range<Int> {
        (segment == 0 ? 1 : Int(ends[segment - 1]) + 1)..<Int(ends[segment])
    }

    private mutating func end(at index: Int) {
        if count < Self.capacity { ends[count] = Int32(clamping: index) }
        count += 1
    }
}
