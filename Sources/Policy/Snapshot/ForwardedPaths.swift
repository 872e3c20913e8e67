/// The templates of every route in flat form, so that writing a path by one retains nothing and allocates nothing.
struct ForwardedPaths: ~Copyable, Sendable {
    private enum Piece {
        case text(start: Int32, end: Int32)
        case segment(Int32)
        case rest(Int32)
    }

    /// For each route, where its pieces begin; one more at the end.
    private let starts: [Int32]
    private let pieces: [Piece]
    private let text: [UInt8]

    init(_ routes: [Route]) {
        var starts: [Int32] = [0]
        var pieces: [Piece] = []
        var text: [UInt8] = []
        for route in routes {
            for piece in route.forward?.pieces ?? [] {
                switch piece {
                case .text(let part):
                    let start = Int32(text.count)
                    text += part.utf8
                    pieces.append(.text(start: start, end: Int32(text.count)))
                case .segment(let index): pieces.append(.segment(Int32(index)))
                case .rest(let index): pieces.append(.rest(Int32(index)))
                }
            }
            starts.append(Int32(pieces.count))
        }
        self.starts = starts
        self.pieces = pieces
        self.text = text
    }

    /// Hands over the forwarded path of a request, part by part.
    ///
    /// - Parameter path: the request's path, which the route's pattern matches.
    func write(_ route: Int, _ path: Span<UInt8>, _ append: (Span<UInt8>) -> Void) {
        let first = Int(starts.span[route])
        let end = Int(starts.span[route + 1])
        // No template is without a piece.
        guard first < end else { return append(path) }
        let walk = RouteWalk(path)
        for index in first..<end {
            switch pieces.span[index] {
            case .text(let start, let end): append(text.span.extracting(Int(start)..<Int(end)))
            case .segment(let segment): append(path.extracting(walk.range(Int(segment), of: path)))
            case .rest(let segment):
                append(path.extracting(walk.range(Int(segment), of: path).lowerBound..<path.count))
            }
        }
    }
}
