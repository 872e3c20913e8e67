import GRDB
import Synchronization

@testable import SQLiteStore

/// Files as the earliest version made them.
enum OldStore {
    /// Writes one: the applications are registered one after the other, and then each is edited in its turn, until there are
    /// so many changes.
    static func write(to path: String, applications: Int64, changes: Int64) throws {
        try DataFolder.create(DataFolder.parent(of: path))
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: Schema.firstVersion)
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 1")
            let add = try db.makeStatement(
                sql:
                    "INSERT INTO registry_changes (time, kind, application_id, who, application) VALUES (?, ?, ?, 'cli:ada', ?)"
            )
            for change in 0..<changes {
                let number = change % applications + 1
                try add.execute(arguments: [
                    1_000 + change, change < applications ? "registered" : "edited", "app_\(number)",
                    document(number, round: change / applications),
                ])
            }
            for number in 1...applications {
                try db.execute(
                    literal: """
                        INSERT INTO applications VALUES (\(number), \("app_\(number)"),
                            \("Till \(number) \((changes - number) / applications)"), \("Merchant \(number % 1_000)"),
                            1, 1, 1000, 1000);
                        INSERT INTO application_scopes VALUES (\(number), 'transactions:read');
                        INSERT INTO application_secrets VALUES (\(number), \(number), \("sec_\(number)"), zeroblob(32), 9);
                        """)
            }
        }
        try queue.close()
    }

    private static func document(_ number: Int64, round: Int64) -> String {
        """
        {"number":\(number),"id":"app_\(number)","name":"Till \(number) \(round)","owner":"Merchant \(number % 1_000)",\
        "enabled":1,"generation":1,"createdAt":1000,"updatedAt":1000,"scopes":["transactions:read"],\
        "secrets":[{"id":"sec_\(number)","digest":"\(String(repeating: "00", count: 32))","createdAt":9}]}
        """
    }
}

/// What was told of an upgrade.
final class Heard: Sendable {
    private let all = Mutex<[UpgradeProgress]>([])

    func note(_ progress: UpgradeProgress) { all.withLock { $0.append(progress) } }

    var count: Int { all.withLock { $0.count } }
    var last: UpgradeProgress? { all.withLock { $0.last } }
    var everything: [UpgradeProgress] { all.withLock { $0 } }
}
