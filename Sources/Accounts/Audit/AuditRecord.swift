/// What an audit entry says, before it has its place in the chain.
package struct AuditRecord: Hashable, Sendable {
    /// Seconds since 1970.
    package let time: Int64
    /// Who did it.
    package let who: String
    /// What was done.
    package let kind: String
    /// What it was done to.
    package let subject: AuditSubject
    /// What is different since.
    package let changes: [AuditChange]

    package init(time: Int64, who: String, kind: String, subject: AuditSubject, changes: [AuditChange]) {
        self.time = time
        self.who = who
        self.kind = kind
        self.subject = subject
        self.changes = changes
    }

    /// The eight texts that the digest covers, in their order.
    ///
    /// - Parameter sequence: the entry's place.
    package func texts(at sequence: Int64) -> [[UInt8]] {
        [
            "\(sequence)", "\(time)", who, kind, subject.kind.rawValue, subject.id, subject.name,
            AuditChange.json(changes),
        ].map { Array($0.utf8) }
    }
}
