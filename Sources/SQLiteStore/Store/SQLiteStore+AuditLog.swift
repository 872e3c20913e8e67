package import Accounts
import GRDB
package import Registry

extension SQLiteStore: AuditLog {
    package func auditEntries(matching query: AuditQuery) async throws(StoreFailure) -> AuditPage {
        try await readingAudit { db in try AuditSearch(query).page(db) }
    }

    package func lastAuditSequence() async throws(StoreFailure) -> Int64 {
        try await readingAudit { db in try AuditTable.last(db) }
    }

    package func auditEntries(from sequence: Int64, limit: Int) async throws(StoreFailure) -> [AuditEntry] {
        try await readingAudit { db in
            try AuditRows.entries(
                db,
                sql: "SELECT \(AuditRows.columns) FROM audit_entries WHERE sequence >= ? ORDER BY sequence LIMIT ?",
                arguments: [sequence, max(0, limit)], most: AuditSearch.partSize)
        }
    }

    package func verifyAudit(expecting expected: [UInt8]?) async throws(StoreFailure) -> AuditVerdict {
        try await readingAudit { db in try AuditCheck.verdict(db, expecting: expected) }
    }

    private func readingAudit<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        do {
            return try await reading(body)
        } catch {
            throw error.failure(path: path)
        }
    }
}
