package import Configuration
package import Registry

import Accounts
import GRDB
import Signing

extension SQLiteStore: RevisionStore {
    package func record(
        _ content: [UInt8], _ difference: ConfigurationDifference?, at time: Int64
    ) throws(StoreFailure) -> Int64 {
        do {
            let number = try pool.write { db in
                try RevisionTable.newest(db, holding: content) ?? Self.append(db, content, difference, at: time)
            }
            checkpointIfLarge()
            return number
        } catch {
            throw StoreError(error, path: path).failure(path: path)
        }
    }

    private static func append(
        _ db: Database, _ content: [UInt8], _ difference: ConfigurationDifference?, at time: Int64
    ) throws -> Int64 {
        let number = try RevisionTable.append(db, content, at: time)
        let digest = SHA256.digest(of: content).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        try AuditTable.append(
            db,
            AuditRecord(
                time: time, who: "gateway", kind: AuditKind.configurationApplied.rawValue,
                subject: AuditSubject(kind: .configuration, id: "\(number)", name: ""),
                changes: [AuditChange(field: "sha256", before: nil, after: digest.joined())]
                    + (difference?.parts.map(change) ?? [])))
        return number
    }

    /// What is gone stands before, what is new or otherwise after.
    private static func change(_ part: ConfigurationDifference.Part) -> AuditChange {
        let isGone = part.change == .removed
        return AuditChange(
            field: "\(part.section).\(part.change.rawValue)", before: isGone ? part.text : nil,
            after: isGone ? nil : part.text)
    }
}
