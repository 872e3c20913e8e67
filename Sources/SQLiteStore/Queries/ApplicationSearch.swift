import Accounts
import GRDB
import Registry

/// A query of applications as statements.
///
/// Each reads only the tables that it needs: a search the narrow one with texts without case, one scope the index of scopes.
struct ApplicationSearch {
    /// What is asked of the texts without case (`s`), of the application itself (`a`), and of its number (`KEY`, which each
    /// table has).
    private var conditions: [String] = []
    private var arguments = StatementArguments()
    private var isByScope = false
    private let query: ApplicationQuery
    /// How many are sorted by themselves; of more, those that match are picked out of the order that everything has.
    private let few: Int

    /// - Parameter few: up to how many matches are sorted by themselves.
    init(_ query: ApplicationQuery, few: Int = 1_000) {
        self.query = query
        self.few = few
        switch query.scopes {
        case .all(let scopes): for scope in scopes { addScopes([scope]) }
        case .any(let scopes): addScopes(scopes)
        case nil: break
        }
        if let owner = query.owner { add("a.owner = ?", [owner]) }
        if let isEnabled = query.isEnabled { add("a.enabled = ?", [isEnabled]) }
        if let text = query.text, !text.isEmpty {
            // A line break stands between the texts, and in none of them: nothing is found across two.
            add("instr(s.text, ?)", [NameKey.fold(text)])
        }
    }

    /// The first single scope is where the search begins, in the order of its index; others are looked up.
    private mutating func addScopes(_ scopes: [Scope]) {
        if scopes.count == 1, !isByScope {
            isByScope = true
            return add("h.scope = ?", scopes.map(\.description))
        }
        let places = Array(repeating: "?", count: scopes.count).joined(separator: ", ")
        add("KEY IN (SELECT application FROM application_scopes WHERE scope IN (\(places)))", scopes.map(\.description))
    }

    private mutating func add(_ condition: String, _ values: [any DatabaseValueConvertible]) {
        conditions.append(condition)
        arguments += StatementArguments(values)
    }

    /// The part of the list, and how long the list is.
    func page(_ db: Database) throws -> Page<VersionedApplication> {
        let (numbers, total) = try sortColumn == nil || conditions.isEmpty ? inPlace(db) : sorted(db)
        let versions = try ChangeTable.versions(db, of: numbers)
        let items = try ApplicationTable.all(db, numbers: numbers).map {
            VersionedApplication(application: $0, version: versions[$0.id] ?? 0)
        }
        return Page(items: items, total: total)
    }

    /// What an index has in the order that is asked for: only what stands before the page is passed over.
    private func inPlace(_ db: Database) throws -> (numbers: [Int64], total: Int) {
        let numbers = try Int64.fetchAll(
            db, sql: statement("KEY", end: Self.pageEnd(order)), arguments: arguments + [limit, offset])
        // A page that is not full says itself where the list ends.
        let isLast = numbers.count < limit && (offset == 0 || !numbers.isEmpty)
        return (numbers, isLast ? offset + numbers.count : try count(db))
    }

    private func count(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: statement("count(*)"), arguments: arguments) ?? 0
    }

    private static func pageEnd(_ order: String) -> String { " ORDER BY \(order) LIMIT ? OFFSET ?" }

    private func statement(_ result: String, end: String = "") -> String {
        let uses = { (table: String) in (conditions + [end]).contains { $0.contains(table) } }
        var tables: [(name: String, key: String)] = []
        if isByScope { tables.append(("application_scopes AS h", "h.application")) }
        if uses("s.") { tables.append(("application_search AS s", "s.application")) }
        if uses("a.") || tables.isEmpty { tables.append(("applications AS a", "a.number")) }
        let key = tables[0].key
        let joined = tables.dropFirst().map { " JOIN \($0.name) ON \($0.key) = \(key)" }.joined()
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        return "SELECT \(result) FROM \(tables[0].name)\(joined)\(filter)\(end)".replacing("KEY", with: key)
    }

    private var limit: Int { min(max(1, query.limit), ApplicationQuery.largestPage) }
    private var offset: Int { max(0, query.offset) }

    /// What is equal stands in the order of registration, or in the reverse of it with the rest.
    private var order: String {
        let direction = query.isDescending ? " DESC" : ""
        return (sortColumn.map { $0 + direction + ", " } ?? "") + "KEY" + direction
    }

    /// What is compared before the number; `nil` for the order of registration.
    private var sortColumn: String? {
        switch query.sort {
        case .number: nil
        case .name: "s.name_key"
        case .owner: "s.owner_key"
        case .updatedAt: "a.updated_at"
        }
    }
}

extension ApplicationSearch {
    /// What matches, in another order than that of registration.
    ///
    /// An index has that order and cannot tell what matches: to look up each in turn would take 2 µs, for whatever stands
    /// before the page and is passed over, and for everything where little matches. So what matches is found first, in the
    /// order in which it lies; which also tells how much it is.
    private func sorted(_ db: Database) throws -> (numbers: [Int64], total: Int) {
        let matching = try Int64.fetchSet(db, sql: statement("KEY"), arguments: arguments)
        guard offset < matching.count else { return ([], matching.count) }
        let everything = ApplicationSearch(
            ApplicationQuery(sort: query.sort, isDescending: query.isDescending, offset: offset, limit: limit))
        let numbers =
            matching.count <= few
            ? try everything.among(matching, db) : try everything.pick(matching, db)
        return (numbers, matching.count)
    }

    /// The page of these numbers, sorted by themselves.
    private func among(_ numbers: Set<Int64>, _ db: Database) throws -> [Int64] {
        let selection = NumberSelection.among(Array(numbers))
        let end = " WHERE \(selection.condition("KEY"))" + Self.pageEnd(order)
        return try Int64.fetchAll(
            db, sql: statement("KEY", end: end), arguments: [selection.argument, limit, offset])
    }

    /// The page of these numbers, as they come in the order of everything.
    private func pick(_ numbers: Set<Int64>, _ db: Database) throws -> [Int64] {
        let ordered = try Int64.fetchCursor(db, sql: statement("KEY", end: " ORDER BY \(order)"))
        var page: [Int64] = []
        var passed = 0
        while page.count < limit, passed < numbers.count, let number = try ordered.next() {
            guard numbers.contains(number) else { continue }
            passed += 1
            if passed > offset { page.append(number) }
        }
        return page
    }
}
