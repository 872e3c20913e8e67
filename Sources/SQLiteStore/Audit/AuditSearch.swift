import Accounts
import GRDB

/// A query of the audit as a statement.
struct AuditSearch {
    private var conditions: [String] = []
    private var arguments = StatementArguments()
    private let limit: Int

    init(_ query: AuditQuery) {
        limit = min(max(1, query.limit), AuditQuery.largestPage)
        if let before = query.before { add("sequence < ?", before) }
        if let who = query.who { add("who = ?", who) }
        if let kind = query.kind {
            if kind.hasSuffix(".") { add("substr(kind, 1, ?) = ?", kind.count, kind) } else { add("kind = ?", kind) }
        }
        if let id = query.subjectID { add("subject_id = ?", id) }
        if let from = query.from { add("time >= ?", from) }
        if let to = query.to { add("time < ?", to) }
        if let text = query.text {
            add(
                "instr(lower(who || char(10) || kind || char(10) || subject_id || char(10) || subject_name || char(10) || changes), lower(?)) > 0",
                text)
        }
    }

    private mutating func add(_ condition: String, _ values: (any DatabaseValueConvertible)...) {
        conditions.append(condition)
        arguments += StatementArguments(values)
    }

    /// The entries, and where the next page begins.
    func page(_ db: Database) throws -> AuditPage {
        let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        // One more than asked for tells whether anything follows.
        var found = try AuditRows.entries(
            db, sql: "SELECT \(AuditRows.columns) FROM audit_entries \(filter) ORDER BY sequence DESC LIMIT ?",
            arguments: arguments + [limit + 1])
        guard found.count > limit else { return AuditPage(entries: found, next: nil) }
        found.removeLast()
        return AuditPage(entries: found, next: found.last?.sequence)
    }
}
