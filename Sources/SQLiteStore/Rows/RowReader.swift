import GRDB
import Registry

/// Reads the columns of one row, and throws where one does not hold what it must.
///
/// GRDB's own conversions end the process when a column does not convert; a damaged or edited file must not be able to
/// do that. Texts are selected as blobs (`CAST(… AS BLOB)`), because SQLite does not check their UTF-8.
struct RowReader {
    private let row: Row
    private let table: String
    private let name: String

    /// - Parameters:
    ///   - table: The table, for messages.
    ///   - name: Which row it is, for messages.
    init(_ row: Row, table: String, named name: String) {
        self.row = row
        self.table = table
        self.name = name
    }

    func integer(_ column: String) throws(StoreFailure) -> Int64 {
        guard case .int64(let value) = storage(column) else { throw failure(column, "is not an integer") }
        return value
    }

    /// Seconds since 1970, of the years 1970 to 9999: what a lifetime can be added to, or a time be taken from.
    func time(_ column: String) throws(StoreFailure) -> Int64 {
        let value = try integer(column)
        guard (0...253_402_300_799).contains(value) else { throw failure(column, "is no time") }
        return value
    }

    func text(_ column: String) throws(StoreFailure) -> String {
        let text: String? =
            switch storage(column) {
            case .string(let text): text
            case .blob(let data): String(validating: data, as: UTF8.self)
            case .int64, .double, .null: nil
            }
        guard let text else { throw failure(column, isNull(column) ? "is missing" : "is not UTF-8 text") }
        return text
    }

    func bytes(_ column: String) throws(StoreFailure) -> [UInt8] {
        guard case .blob(let data) = storage(column) else { throw failure(column, "is not a blob") }
        return Array(data)
    }

    /// The bytes of a blob or of nothing: what SQLite hands over for an empty text that was cast to a blob.
    func anyBytes(_ column: String) throws(StoreFailure) -> [UInt8] { isNull(column) ? [] : try bytes(column) }

    /// An integer, or nothing.
    func optionalInteger(_ column: String) throws(StoreFailure) -> Int64? {
        isNull(column) ? nil : try integer(column)
    }

    /// A text, or nothing.
    func optionalText(_ column: String) throws(StoreFailure) -> String? { isNull(column) ? nil : try text(column) }

    /// A yes or a no: anything else is damage, and must not pass for either.
    func flag(_ column: String) throws(StoreFailure) -> Bool {
        switch try integer(column) {
        case 0: false
        case 1: true
        default: throw failure(column, "is neither 0 nor 1")
        }
    }

    /// Text that a rule turns into a value.
    func parsed<Value>(
        _ column: String, as expected: String, _ parse: (String) -> Value?
    ) throws(StoreFailure) -> Value {
        guard let value = parse(try text(column)) else { throw failure(column, "is not \(expected)") }
        return value
    }

    func isNull(_ column: String) -> Bool {
        if case .null = storage(column) { true } else { false }
    }

    /// A failure that names table, row and column.
    func failure(_ column: String, _ problem: String) -> StoreFailure {
        .damaged(table: table, row: name, column: column, problem: problem)
    }

    private func storage(_ column: String) -> DatabaseValue.Storage {
        let value: DatabaseValue = row[column]
        return value.storage
    }
}

extension StoreFailure {
    /// What is stored cannot be what was written.
    static func damaged(table: String, row: String, column: String, problem: String) -> StoreFailure {
        StoreFailure(
            .corrupt,
            "\(table), row \(row), column \(column): what it holds \(problem); correct it, or put a backup of the database in its place"
        )
    }
}
