/// Collects problems while a document is decoded, so that all are told at once.
///
/// A class, because each value of the document carries a reference to the one list. It never leaves the decoder.
final class ProblemList {
    private var found: [(offset: Int, path: String, message: String, remedy: String)] = []

    /// Whether nothing is wrong so far.
    var isEmpty: Bool { found.isEmpty }

    /// Adds one; `offset` counts bytes from the beginning of the document.
    func report(at offset: Int, path: String, _ message: String, remedy: String) {
        found.append((offset, path, message, remedy))
    }

    /// The problems in the order of the document, with lines and columns.
    func located(in source: Span<UInt8>, file: String) -> [Problem] {
        let order = found.indices.sorted { (found[$0].offset, $0) < (found[$1].offset, $1) }
        return order.map { index in
            let place = Self.place(of: found[index].offset, in: source)
            return Problem(
                path: found[index].path, file: file, line: place.line, column: place.column,
                message: found[index].message, remedy: found[index].remedy)
        }
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
