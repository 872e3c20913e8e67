/// One line of the audit: who did what to what, when, and the difference that it made.
package struct AuditEntry: Hashable, Sendable {
    /// Its place in the audit, from 1 and without gaps.
    package let sequence: Int64
    /// Seconds since 1970.
    package let time: Int64
    /// Who did it, such as `cli:ada`, `account:ada`, `account:ada/token:deploy` or `gateway`.
    package let who: String
    /// What was done: the raw value of an ``AuditKind``, or one that a newer version wrote.
    package let kind: String
    /// What it was done to.
    package let subject: AuditSubject
    /// What is different since.
    package let changes: [AuditChange]
    /// The digest of the entry before: 32 bytes, zeros before the first.
    package let previous: [UInt8]
    /// SHA-256 over ``previous`` and the entry: 32 bytes. See ``AuditDigest``.
    package let digest: [UInt8]

    package init(
        sequence: Int64, time: Int64, who: String, kind: String, subject: AuditSubject, changes: [AuditChange],
        previous: [UInt8], digest: [UInt8]
    ) {
        self.sequence = sequence
        self.time = time
        self.who = who
        self.kind = kind
        self.subject = subject
        self.changes = changes
        self.previous = previous
        self.digest = digest
    }
}
