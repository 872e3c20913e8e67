package import Registry

/// The only door to the audit: a history of everything, chained by digests, which only ever grows.
///
/// Nothing is written through it. An entry is written by the store in the transaction of the change that it tells of, so
/// that there is no change without one.
package protocol AuditLog: Sendable {
    /// A part of the audit. In a long audit it may hold fewer entries than asked for, or none, although others
    /// follow: what is looked through for one part is bounded.
    /// Oldest first, for exports, a part ends as well where its entries are some hundred KiB large.
    func auditEntries(matching query: AuditQuery) async throws(StoreFailure) -> AuditPage

    /// The place of the newest entry; 0 where there is none.
    func lastAuditSequence() async throws(StoreFailure) -> Int64

    /// Entries in their order, from one on; none only at the end. For exports, which go through all; see ``AuditParts``.
    ///
    /// - Parameter limit: how many at most. Where they are large, there are fewer, so that no more than some hundred KiB are
    ///   held.
    func auditEntries(from sequence: Int64, limit: Int) async throws(StoreFailure) -> [AuditEntry]

    /// Follows the chain from its beginning to its first break or its end.
    ///
    /// - Parameter expected: the digest that some entry must have, 32 bytes, kept from an earlier look; `nil` for none.
    func verifyAudit(expecting expected: [UInt8]?) async throws(StoreFailure) -> AuditVerdict
}
