package import Registry

/// All of the audit up to its head at one moment, in parts, for exports.
///
/// Each part is read by itself: however slowly somebody takes them, the store waits for nobody, and no more than one part is
/// held. What is appended meanwhile is not among them.
package struct AuditParts: Sendable {
    /// How many entries a part has at most.
    private static let size = 256

    /// The place of the last entry; 0 where there is none.
    package let last: Int64
    private let log: any AuditLog
    private var place: Int64 = 1

    /// Takes note of the head.
    package init(of log: any AuditLog) async throws(StoreFailure) {
        self.log = log
        last = try await log.lastAuditSequence()
    }

    /// The next part, oldest first; `nil` behind the last.
    ///
    /// - Throws: also where the entries end before the head that there was: what is handed out must not look whole then.
    package mutating func next() async throws(StoreFailure) -> [AuditEntry]? {
        guard place <= last else { return nil }
        let entries = try await log.auditEntries(from: place, limit: Self.size).filter { $0.sequence <= last }
        guard let end = entries.last else {
            throw StoreFailure(.corrupt, "audit_entries: row \(last) and those before it are gone while they are read")
        }
        place = end.sequence + 1
        return entries
    }
}
