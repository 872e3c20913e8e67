import GRDB

/// Of which applications rows are read, by their numbers.
enum NumberSelection {
    /// This one and those behind it.
    case from(Int64)
    /// These.
    case among([Int64])

    /// What a column must be; it takes one argument.
    func condition(_ column: String) -> String {
        switch self {
        case .from: "\(column) >= ?"
        case .among: "\(column) IN (SELECT value FROM json_each(?))"
        }
    }

    /// The argument of the condition.
    var argument: DatabaseValue {
        switch self {
        case .from(let number): number.databaseValue
        case .among(let numbers): "[\(numbers.map(String.init).joined(separator: ","))]".databaseValue
        }
    }
}
