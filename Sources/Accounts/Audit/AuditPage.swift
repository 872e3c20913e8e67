/// A part of the audit, in the order that was asked for.
package struct AuditPage: Hashable, Sendable {
    /// The entries.
    package let entries: [AuditEntry]
    /// What ``AuditQuery/before`` must be for those that follow, or ``AuditQuery/after`` where the oldest come first; `nil` where
    /// none does.
    package let next: Int64?

    package init(entries: [AuditEntry], next: Int64?) {
        self.entries = entries
        self.next = next
    }
}
