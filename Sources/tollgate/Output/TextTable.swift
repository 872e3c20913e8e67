/// Columns of text, each as wide as its widest cell; the last one is not padded.
struct TextTable {
    private var rows: [[String]]

    /// A table with a row of headings.
    init(headings: [String]) {
        rows = [headings]
    }

    /// Adds a row.
    mutating func append(_ row: [String]) {
        rows.append(row.map(Plain.text))
    }

    /// The lines, without trailing spaces.
    var lines: [String] {
        let widths = (rows.first ?? []).indices.map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
