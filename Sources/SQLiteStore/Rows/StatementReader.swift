import GRDB
import GRDBSQLite
import Registry

/// Reads the columns of the row that a statement stands at, by their places, and throws where one does not hold what it
/// must.
///
/// For what is read by the million. GRDB looks a column up by its name and hands every text over through Foundation: that
/// is most of what reading such a row takes.
struct StatementReader {
    private let statement: Statement

    init(_ statement: Statement) { self.statement = statement }

    /// An integer; `nil` where the column holds something else.
    func integer(_ column: Int32) -> Int64? {
        guard unsafe sqlite3_column_type(statement.sqliteStatement, column) == SQLITE_INTEGER else { return nil }
        return unsafe sqlite3_column_int64(statement.sqliteStatement, column)
    }

    /// Whether the column holds nothing.
    func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(statement.sqliteStatement, column) == SQLITE_NULL
    }

    /// A text; `nil` where the column holds something else, or bytes that are not UTF-8, which SQLite does not check.
    func text(_ column: Int32) -> String? {
        unsafe withBytes(column, SQLITE_TEXT) { unsafe String(validating: $0, as: UTF8.self) } ?? nil
    }

    /// The bytes of a text, whatever they are; `nil` where the column holds something else.
    func append(_ column: Int32, to text: inout [UInt8]) -> Bool {
        unsafe withBytes(column, SQLITE_TEXT) { unsafe text.append(contentsOf: $0) } != nil
    }

    /// A blob; `nil` where the column holds something else.
    func blob(_ column: Int32) -> [UInt8]? {
        unsafe withBytes(column, SQLITE_BLOB) { unsafe Array($0) }
    }

    /// Hands over bytes that are SQLite's own, and valid until the statement moves on.
    private func withBytes<Result>(
        _ column: Int32, _ type: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result? {
        guard unsafe sqlite3_column_type(statement.sqliteStatement, column) == type else { return nil }
        // The pointer first: it settles the form that the length is told for (sqlite3_column_blob(3)).
        let start = unsafe sqlite3_column_blob(statement.sqliteStatement, column)
        let count = unsafe sqlite3_column_bytes(statement.sqliteStatement, column)
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: Int(count))
        return unsafe bytes.withMemoryRebound(to: UInt8.self) { unsafe body($0) }
    }
}
