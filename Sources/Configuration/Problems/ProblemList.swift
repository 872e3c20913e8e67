/// Collects problems while a document is decoded, so that all are told at once.
///
/// A class, because each value of the document carries a reference to the one list. It never leaves the decoder.
final class ProblemList {
    /// Another place that a problem's message names, and what follows it.
    typealias Elsewhere = (offset: Int, rest: String)

    private var found: [(offset: Int, path: String, message: String, elsewhere: Elsewhere?, remedy: String)] = []

    /// Whether nothing is wrong so far.
    var isEmpty: Bool { found.isEmpty }

    /// Adds one; `offset` counts bytes from the beginning of the document.
    func report(at offset: Int, path: String, _ message: String, elsewhere: Elsewhere? = nil, remedy: String) {
        found.append((offset, path, message, elsewhere, remedy))
    }

    /// The problems in the order of the document, with lines and columns.
    func located(in source: Span<UInt8>, file: String) -> [Problem] {
        let order = found.indices.sorted { (found[$0].offset, $0) < (found[$1].offset, $1) }
        return order.map { index in
            let place = Self.place(of: found[index].offset, in: source)
            return Problem(
                path: found[index].path, file: file, line: place.line, column: place.column,
                message: found[index].message
                    + Self.text(found[index].elsewhere, in: source, file: file), remedy: found[index].remedy)
        }
    }

    /// ` (gateway.json:31:19)` and the rest.
    private static func text(_ elsewhere: Elsewhere?, in source: Span<UInt8>, file: String) -> String {
        guard let elsewhere else { return "" }
        let place = place(of: elsewhere.offset, in: source)
        return " (\(file):\(place.line):\(place.column))" + (elsewhere.rest.isEmpty ? "" : " " + elsewhere.rest)
    }

    private static func place(of offset: Int, in source: Span<UInt8>) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        for index in 0..<min(max(offset, 0), source.count) {
            if source[index] == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if source[index] & 0xC0 != 0x80 {
                column += 1
            }
        }
        return (line, column)
    }
}
