/// One path on its way through the route table: where its segments are, and what was seen on the way.
struct RouteWalk {
    /// The segments whose places are kept: no pattern is longer, and `{rest...}` does not look beyond them.
    static let capacity = PathPattern.maximumSegments

    /// How many segments the path has.
    private(set) var count = 0
    /// Whether the last segment is empty: only a literal takes it.
    private(set) var endsInSlash: Bool
    /// Whether a reader who decodes once or ignores ASCII case might choose another pattern.
    var isAmbiguous = false
    /// Whether that reader ignores case; else it only decodes.
    let foldsCase: Bool

    /// Whether encoded slashes separate segments too.
    private let splitsEncodedSlashes: Bool
    /// Where each of the first segments ends.
    private var ends = InlineArray<32, Int32>(repeating: 0)

    /// The segments of a path that has passed ``PathRules``.
    init(_ path: Span<UInt8>, foldsCase: Bool = true) {
        self.foldsCase = foldsCase
        splitsEncodedSlashes = false
        endsInSlash = path[path.count - 1] == UInt8(ascii: "/")
        for index in 1..<path.count where path[index] == UInt8(ascii: "/") { end(at: index) }
        end(at: path.count)
    }

    /// The segments as a reader sees them who takes encoded slashes for slashes, and several in a row for one.
    init(splittingEncodedSlashesOf path: Span<UInt8>, foldsCase: Bool) {
        self.foldsCase = foldsCase
        splitsEncodedSlashes = true
        endsInSlash = path[path.count - 1] == UInt8(ascii: "/") || Self.isEncodedSlash(path, at: path.count - 3)
        var index = Self.skipSlashes(path, from: 0)
        while index < path.count {
            while index < path.count, Self.slashLength(path, at: index) == 0 { index += 1 }
            end(at: index)
            index = Self.skipSlashes(path, from: index)
        }
        if endsInSlash { end(at: path.count) }
    }

    /// Takes the slash at the end away, or puts one there: how a reader sees the path who takes both for the same.
    mutating func toggleSlash(_ path: Span<UInt8>) {
        if endsInSlash { count -= 1 } else { end(at: path.count) }
        endsInSlash.toggle()
    }

    /// Where a segment stands in the path; `segment` is less than ``count`` and ``capacity``.
    func range(_ segment: Int, of path: Span<UInt8>) -> Range<Int> {
        let end = Int(ends[segment])
        // That of a slash that was put there is behind the path's end.
        if !splitsEncodedSlashes { return min(segment == 0 ? 1 : Int(ends[segment - 1]) + 1, end)..<end }
        return Self.skipSlashes(path, from: segment == 0 ? 0 : Int(ends[segment - 1]))..<end
    }

    private mutating func end(at index: Int) {
        if count < Self.capacity { ends[count] = Int32(clamping: index) }
        count += 1
    }

    private static func skipSlashes(_ path: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < path.count {
            let length = slashLength(path, at: index)
            if length == 0 { break }
            index += length
        }
        return index
    }

    private static func slashLength(_ path: Span<UInt8>, at index: Int) -> Int {
        path[index] == UInt8(ascii: "/") ? 1 : isEncodedSlash(path, at: index) ? 3 : 0
    }

    /// In a path that has passed ``PathRules`` no `%` is itself encoded.
    private static func isEncodedSlash(_ path: Span<UInt8>, at index: Int) -> Bool {
        index >= 0 && index + 2 < path.count && path[index] == UInt8(ascii: "%")
            && path[index + 1] == UInt8(ascii: "2") && path[index + 2] | 0x20 == UInt8(ascii: "f")
    }
}
