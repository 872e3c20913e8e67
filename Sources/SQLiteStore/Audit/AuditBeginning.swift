import Accounts
import GRDB
import Registry

/// Begins the audit with the histories that there were before it.
enum AuditBeginning {
    /// How many entries are written between two reports of how far it is.
    private static let step: Int64 = 1_000

    /// Writes an entry for each change of an application, each change of a key and each configuration, in the order of their
    /// times; within one history its own order stands, whatever the clock did.
    ///
    /// - Parameter listener: is told how far it is.
    static func write(_ db: Database, _ listener: UpgradeProgress.Listener = { _ in }) throws {
        var histories = try [applications(db), keys(db), configurations(db)].map { try History($0) }
        let total = try count(db)
        var end = try AuditTable.end(db)
        var done: Int64 = 0
        while let next = histories.indices.filter({ histories[$0].next != nil })
            .min(by: { (histories[$0].next?.time ?? 0, $0) < (histories[$1].next?.time ?? 0, $1) }),
            let record = try histories[next].take()
        {
            if done % step == 0 { listener(UpgradeProgress(done: done, total: total)) }
            end = try AuditTable.append(db, record, after: end)
            done += 1
        }
        if done > 0 { listener(UpgradeProgress(done: done, total: total)) }
    }

    /// How many entries there will be.
    private static func count(_ db: Database) throws -> Int64 {
        let sql = ["registry_changes", "key_changes", "configuration_revisions"]
            .map { "(SELECT count(*) FROM \($0))" }.joined(separator: " + ")
        return try Int64.fetchOne(db, sql: "SELECT " + sql) ?? 0
    }

    /// One history, read in its own order.
    private struct History {
        private let read: () throws -> AuditRecord?
        /// What was done next; `nil` behind the last.
        private(set) var next: AuditRecord?

        /// - Parameter read: hands over one after the other, and then `nil`.
        init(_ read: @escaping () throws -> AuditRecord?) throws {
            self.read = read
            next = try read()
        }

        mutating func take() throws -> AuditRecord? {
            let taken = next
            next = try read()
            return taken
        }
    }

    // MARK: Applications

    private static func applications(_ db: Database) throws -> () throws -> AuditRecord? {
        let changes = try ChangeTable.each(db)
        var states = FormerStates()
        return { try changes().map { try record(db, $0, &states) } }
    }

    private static func record(
        _ db: Database, _ change: RegistryChange, _ states: inout FormerStates
    ) throws -> AuditRecord {
        let (id, after) = (change.applicationID, change.application)
        // What is registered was not there before; an id is never given twice.
        let before = change.kind == .registered ? nil : try states.last(db, of: id, before: change.sequence)
        states.keep(after, of: id)
        return AuditRecord(
            time: change.origin.time, who: change.origin.who, kind: "application." + change.kind.rawValue,
            subject: AuditSubject(kind: .application, id: id, name: (after ?? before)?.name ?? ""),
            changes: AuditFields.between(before, after))
    }

    /// Applications as the changes so far have left them: so many of the latest, and the history has the others.
    private struct FormerStates {
        private static let limit = 65_536
        private var states: [String: Application] = [:]

        func last(_ db: Database, of id: String, before sequence: Int64) throws -> Application? {
            if let known = states[id] { return known }
            return try ChangeTable.lastChange(db, of: id, before: sequence)?.application
        }

        mutating func keep(_ application: Application?, of id: String) {
            if states.count >= Self.limit { states.removeAll(keepingCapacity: true) }
            states[id] = application
        }
    }

    // MARK: Keys and configurations

    private static func keys(_ db: Database) throws -> () throws -> AuditRecord? {
        try each(db, "key_changes", by: "sequence") { reader in
            AuditRecord(
                time: try reader.integer("time"), who: try reader.text("who"),
                kind: "key." + (try reader.text("kind")),
                subject: AuditSubject(kind: .key, id: try reader.text("key_id"), name: try reader.text("algorithm")),
                changes: [])
        }
    }

    private static func configurations(_ db: Database) throws -> () throws -> AuditRecord? {
        try each(db, "configuration_revisions", by: "number") { reader in
            AuditRecord(
                time: try reader.integer("time"), who: "gateway", kind: AuditKind.configurationApplied.rawValue,
                subject: AuditSubject(kind: .configuration, id: "\(try reader.integer("number"))", name: ""),
                changes: [])
        }
    }

    private static func each(
        _ db: Database, _ table: String, by key: String, _ record: @escaping (RowReader) throws -> AuditRecord
    ) throws -> () throws -> AuditRecord? {
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table) ORDER BY \(key)")
        return {
            try rows.next().map { row in
                let place: DatabaseValue = row[key]
                return try record(RowReader(row, table: table, named: "\(place)"))
            }
        }
    }
}
