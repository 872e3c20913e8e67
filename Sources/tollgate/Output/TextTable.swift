/// A table of text for people.
struct TextTable {
    private var rows: [[String]]
    private var columns: TextColumns

    /// A table with a row of headings.
    init(headings: [String]) {
        rows = [headings]
        columns = TextColumns(headings: headings)
    }

    /// Adds a row.
    mutating func append(_ row: [String]) {
        rows.append(row)
        columns.measure(row)
    }

    /// The lines, without trailing spaces.
    var lines: [String] { rows.map(columns.line) }
}
