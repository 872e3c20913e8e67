import Accounts
import GRDB
import Registry

/// Begins the audit with the histories that there were before it.
enum AuditBeginning {
    /// Writes an entry for each change of an application, each change of a key and each configuration, in the order of their
    /// times; within one history its own order stands, whatever the clock did.
    static func write(_ db: Database) throws {
        var histories = [
            try History(db, table: "registry_changes", key: "sequence", record: application),
            try History(db, table: "key_changes", key: "sequence", record: key),
            try History(db, table: "configuration_revisions", key: "number", record: configuration),
        ]
        while let next = histories.indices.filter({ histories[$0].time != nil })
            .min(by: { (histories[$0].time ?? 0, $0) < (histories[$1].time ?? 0, $1) })
        {
            try AuditTable.append(db, try histories[next].take(db))
        }
    }

    /// One history, read in its own order.
    private struct History {
        private let rows: RowCursor
        private let key: String
        private let table: String
        private let record: (Database, RowReader) throws -> AuditRecord
        private var row: Row?
        /// When the next change was made; `nil` behind the last.
        private(set) var time: Int64?

        init(
            _ db: Database, table: String, key: String, record: @escaping (Database, RowReader) throws -> AuditRecord
        ) throws {
            rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table) ORDER BY \(key)")
            self.table = table
            self.key = key
            self.record = record
            try step()
        }

        mutating func take(_ db: Database) throws -> AuditRecord {
            guard let row else { throw StoreFailure(.corrupt, "\(table): a row is gone while it is read") }
            let taken = try record(db, reader(row))
            try step()
            return taken
        }

        private mutating func step() throws {
            row = try rows.next()?.copy()
            time = try row.map { try reader($0).integer("time") }
        }

        private func reader(_ row: Row) -> RowReader {
            let place: DatabaseValue = row[key]
            return RowReader(row, table: table, named: "\(place)")
        }
    }

    private static func application(_ db: Database, _ reader: RowReader) throws -> AuditRecord {
        let sequence = try reader.integer("sequence")
        let id = try reader.text("application_id")
        let after = try ChangeTable.change(db, at: sequence)?.application
        // What is registered was not there before; an id is never given twice.
        let before =
            try reader.text("kind") == RegistryChange.Kind.registered.rawValue
            ? nil : try ChangeTable.lastChange(db, of: id, before: sequence)?.application
        return AuditRecord(
            time: try reader.integer("time"), who: try reader.text("who"),
            kind: "application." + (try reader.text("kind")),
            subject: AuditSubject(kind: .application, id: id, name: (after ?? before)?.name ?? ""),
            changes: AuditFields.between(before, after))
    }

    private static func key(_ db: Database, _ reader: RowReader) throws -> AuditRecord {
        AuditRecord(
            time: try reader.integer("time"), who: try reader.text("who"), kind: "key." + (try reader.text("kind")),
            subject: AuditSubject(kind: .key, id: try reader.text("key_id"), name: try reader.text("algorithm")),
            changes: [])
    }

    private static func configuration(_ db: Database, _ reader: RowReader) throws -> AuditRecord {
        AuditRecord(
            time: try reader.integer("time"), who: "gateway", kind: AuditKind.configurationApplied.rawValue,
            subject: AuditSubject(kind: .configuration, id: "\(try reader.integer("number"))", name: ""), changes: [])
    }
}
