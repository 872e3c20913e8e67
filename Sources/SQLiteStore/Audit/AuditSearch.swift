import Accounts
import GRDB
import Registry

/// A query of the audit as statements: one that finds the places of a page's entries, and one that reads these.
///
/// However long the audit is, a page costs no more than its budget: a filter that has an index is followed along it in the
/// order that is asked for, and what the other filters say of each entry there is worked out one by one. Where the budget is used up before
/// the page is full, the page ends there and says where to go on. Where the times lie is looked up within a bound as well.
struct AuditSearch {
    /// What is worked out for one page at most: an entry costs one, and one more for each ``textUnit`` that is searched.
    static let budget = 20_000
    /// How many entries of the times that are asked for are looked up to find where they lie, for each that the budget has:
    /// one takes a quarter of a microsecond, out of an index alone.
    private static let timesPerUnit = 10
    /// Bytes of changes after which a part of an export ends, whatever its limit.
    static let partSize = 256 * 1024
    /// So many characters of changes that are searched for a text cost as much as an entry.
    private static let textUnit = 512

    private let query: AuditQuery
    private let limit: Int
    private let budget: Int
    /// Where the places are found.
    private var index: (name: String, condition: String, argument: String)?
    /// What else must hold of an entry.
    private var conditions: [String] = []
    private var arguments = StatementArguments()

    init(_ query: AuditQuery, budget: Int = AuditSearch.budget) {
        self.query = query
        self.budget = budget
        limit = query.pageSize
        // The most telling first.
        if let id = query.subjectID { follow("audit_entries_by_subject", "subject_id", id) }
        if let kind = query.kind { add(kind: kind) }
        if let who = query.who { follow("audit_entries_by_who", "who", who) }
        if let from = query.from { add("time >= ?", from) }
        if let to = query.to { add("time < ?", to) }
        if let text = query.text {
            add(
                "instr(lower(who || char(10) || kind || char(10) || subject_id || char(10) || subject_name || char(10) || changes), lower(?)) > 0",
                text)
        }
    }

    private mutating func add(kind: String) {
        guard kind.hasSuffix(".") else { return follow("audit_entries_by_kind", "kind", kind) }
        let group = String(kind.prefix { $0 != "." }) + "."
        follow("audit_entries_by_group", "substr(kind, 1, instr(kind, '.'))", group)
        if group != kind { add("substr(kind, 1, ?) = ?", kind.unicodeScalars.count, kind) }
    }

    /// Takes an index for finding, where none is taken yet.
    private mutating func follow(_ name: String, _ expression: String, _ value: String) {
        guard index == nil else { return add(expression + " = ?", value) }
        index = (name, expression + " = ?", value)
    }

    private mutating func add(_ condition: String, _ values: (any DatabaseValueConvertible)...) {
        conditions.append(condition)
        arguments += StatementArguments(values)
    }

    /// The entries, and where the next page begins.
    func page(_ db: Database) throws -> AuditPage {
        guard let range = try range(db) else { return AuditPage(entries: [], next: nil) }
        let found = try places(db, in: range)
        let places = NumberSelection.among(found.places)
        let (order, most) = query.isOldestFirst ? ("ASC", Self.partSize) : ("DESC", .max)
        let entries = try AuditRows.entries(
            db,
            sql: """
                SELECT \(AuditRows.columns) FROM audit_entries WHERE \(places.condition("sequence"))
                ORDER BY sequence \(order)
                """, arguments: [places.argument], most: most)
        let isCut = entries.count < found.places.count
        return AuditPage(entries: entries, next: isCut ? entries.last?.sequence : found.next)
    }

    /// Between which places the times can lie; `nil` where nothing is of these times. The clock may have gone back, so that
    /// between these there can be others. Where too many are of these times to look at, that is everywhere.
    private func range(_ db: Database) throws -> ClosedRange<Int64>? {
        let end = (query.before ?? .max).subtractingReportingOverflow(1)
        let last = end.overflow ? .min : end.partialValue
        let lowest = max(1, query.after.map { $0 == .max ? .max : $0 + 1 } ?? 1)
        guard lowest <= last else { return nil }
        // Where the times begin is behind whoever goes on from a place.
        guard query.from != nil || query.to != nil, query.after == nil else { return lowest...last }
        let most = budget * Self.timesPerUnit
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT min(sequence) AS first, max(sequence) AS last, count(*) AS count
                    FROM (SELECT sequence FROM audit_entries INDEXED BY audit_entries_by_time
                        WHERE time >= ? AND time < ? AND sequence <= ? LIMIT ?)
                    """),
            arguments: [query.from ?? .min, query.to ?? .max, last, most + 1])
        let reader = row.map { RowReader($0, table: "audit_entries", named: "of a time") }
        guard let first = try reader?.optionalInteger("first"), let end = try reader?.optionalInteger("last") else {
            return nil
        }
        return try reader?.integer("count") ?? 0 > most ? 1...last : first...max(first, end)
    }

    /// The places of a page, in the order that is asked for, and ``AuditPage/next``.
    private func places(_ db: Database, in range: ClosedRange<Int64>) throws -> (places: [Int64], next: Int64?) {
        let statement = try db.cachedStatement(sql: search)
        let follows = index.map { StatementArguments([$0.argument]) } ?? StatementArguments()
        let rows = try Row.fetchCursor(
            statement, arguments: arguments + follows + [range.lowerBound, range.upperBound])
        let reader = StatementReader(statement)
        var places: [Int64] = []
        var (cost, last) = (0, Int64(0))
        while try rows.next() != nil {
            guard cost < budget else { return (places, last) }
            guard let place = reader.integer(0) else { throw Self.damage }
            if reader.integer(1) == 1 {
                // One more than asked for tells that something follows.
                guard places.count < limit else { return (places, places.last) }
                places.append(place)
            }
            cost += 1 + Int(reader.integer(2) ?? 0) / Self.textUnit
            last = place
        }
        return (places, nil)
    }

    private var search: String {
        let holds = conditions.isEmpty ? "1" : conditions.joined(separator: " AND ")
        let searched = query.text == nil ? "0" : "length(changes)"
        let source =
            index.map { "audit_entries INDEXED BY \($0.name) WHERE \($0.condition) AND" } ?? "audit_entries WHERE"
        return """
            SELECT sequence, \(holds) AS holds, \(searched) AS searched FROM \(source) sequence BETWEEN ? AND ?
            ORDER BY sequence \(query.isOldestFirst ? "ASC" : "DESC")
            """
    }

    private static var damage: StoreFailure {
        .damaged(table: "audit_entries", row: "?", column: "sequence", problem: "is not an integer")
    }
}
