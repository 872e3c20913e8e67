import GRDB
import Registry

/// The scopes of applications, in the order of the applications' numbers: `application_scopes`.
final class ScopeRows {
    /// How many different lists are remembered. Most applications have one that others have as well.
    private static let mostLists = 1_024

    private let rows: RowCursor
    private let reader: StatementReader
    /// The application of the row that the statement stands at; `nil` behind the last.
    private var application: Int64?
    /// The list that is being read: its scopes, with a space between each two.
    private var text: [UInt8] = []
    private var lists: [[UInt8]: [Scope]] = [:]

    /// - Parameter numbers: only of these applications.
    init(_ db: Database, _ numbers: NumberSelection) throws {
        let statement = try db.cachedStatement(
            sql: """
                SELECT application, scope FROM application_scopes WHERE \(numbers.condition("application"))
                ORDER BY application, scope
                """)
        reader = StatementReader(statement)
        rows = try Row.fetchCursor(statement, arguments: [numbers.argument])
        try step()
    }

    /// What one application has; of those before it nothing can be read any more.
    func next(of number: Int64) throws -> ReadList<Scope> {
        while let application, application < number { try step() }
        guard application == number else { return .missing }
        text.removeAll(keepingCapacity: true)
        var isText = true
        while application == number {
            if !text.isEmpty { text.append(UInt8(ascii: " ")) }
            isText = reader.append(1, to: &text) && isText
            try step()
        }
        guard isText else { return .malformed }
        if let known = lists[text] { return .list(known) }
        guard let list = String(validating: text, as: UTF8.self).flatMap(ApplicationColumns.scopes) else {
            return .malformed
        }
        if lists.count < Self.mostLists { lists[text] = list }
        return .list(list)
    }

    private func step() throws { application = try rows.next() == nil ? nil : reader.integer(0) }
}
