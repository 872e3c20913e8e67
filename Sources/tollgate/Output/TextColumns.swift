/// Columns of text, each as wide as its widest cell; the last one is not padded.
///
/// For a list too long to be held: its rows are measured first, then made anew and written.
struct TextColumns {
    private var widths: [Int]

    /// - Parameter headings: one for each column.
    init(headings: [String]) { widths = headings.map(\.count) }

    /// Makes the columns wide enough for a row.
    mutating func measure(_ row: [String]) {
        for (column, cell) in row.enumerated() where column < widths.count {
            widths[column] = max(widths[column], Plain.text(cell).count)
        }
    }

    /// The line of a row, without trailing spaces. A cell that was not measured may be wider than its column.
    func line(_ row: [String]) -> String {
        var line = ""
        for (cell, width) in zip(row.map(Plain.text), widths) {
            if !line.isEmpty { line += "  " }
            line += cell + String(repeating: " ", count: max(0, width - cell.count))
        }
        while line.utf8.last == UInt8(ascii: " ") { line.removeLast() }
        return line
    }
}
