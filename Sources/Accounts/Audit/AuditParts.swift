package import Registry

/// The audit up to its head at one moment, all of it or what a query lets through, oldest first and in parts, for exports.
///
/// Each part is read by itself: however slowly somebody takes them, the store waits for nobody, and no more than one part is
/// held. What is appended meanwhile is not among them.
package struct AuditParts: Sendable {
    /// How many entries a part has at most.
    private static let size = 256

    /// The place of the last entry; 0 where there is none.
    package let last: Int64
    private let log: any AuditLog
    private let query: AuditQuery
    private var place: Int64 = 1

    /// Takes note of the head.
    package init(of log: any AuditLog, matching query: AuditQuery = AuditQuery()) async throws(StoreFailure) {
        self.log = log
        self.query = query
        last = try await log.lastAuditSequence()
    }

    /// The next part, oldest first; `nil` behind the last. What a query lets through may come in empty parts, too.
    ///
    /// - Throws: also where all are asked for and end before the head that there was: what is handed out must not look whole
    ///   then.
    package mutating func next() async throws(StoreFailure) -> [AuditEntry]? {
        guard place <= last else { return nil }
        return query.isOfAll ? try await nextOfAll() : try await nextOfQuery()
    }

    private mutating func nextOfQuery() async throws(StoreFailure) -> [AuditEntry] {
        var query = query
        (query.isOldestFirst, query.limit) = (true, Self.size)
        (query.after, query.before) = (place == 1 ? nil : place - 1, last + 1)
        let page = try await log.auditEntries(matching: query)
        place = page.next.map { $0 + 1 } ?? last + 1
        return page.entries
    }

    private mutating func nextOfAll() async throws(StoreFailure) -> [AuditEntry] {
        let entries = try await log.auditEntries(from: place, limit: Self.size).filter { $0.sequence <= last }
        guard let end = entries.last else {
            throw StoreFailure(.corrupt, "audit_entries: row \(last) and those before it are gone while they are read")
        }
        place = end.sequence + 1
        return entries
    }
}
