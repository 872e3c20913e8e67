/// What becomes of following the audit's chain from its beginning.
package struct AuditVerdict: Hashable, Sendable {
    /// Where and how the chain breaks first.
    package enum Break: Hashable, Sendable {
        /// An entry is not what its digest was taken over: it was changed.
        case changed(sequence: Int64)
        /// An entry is missing, or several.
        case missing(sequence: Int64)
        /// An entry does not follow the one before it: entries were moved, or the chain was begun anew here.
        case moved(sequence: Int64)
        /// The last entries are missing: the store has given out later numbers.
        case cutOff(sequence: Int64)

        /// The place of the first entry that is not as it was.
        package var sequence: Int64 {
            switch self {
            case .changed(let sequence), .missing(let sequence), .moved(let sequence), .cutOff(let sequence): sequence
            }
        }
    }

    /// How many entries there are, up to the break where there is one.
    package let entries: Int64
    /// The digest of the last of these: 32 bytes, zeros where there is none. Whoever keeps it elsewhere can later tell
    /// whether the whole chain was written anew.
    package let head: [UInt8]
    /// The first break; `nil` where the chain is whole.
    package let firstBreak: Break?
    /// The place of the entry whose digest is the one that was expected; `nil` where none was expected or none has it.
    package let expectedAt: Int64?

    package init(entries: Int64, head: [UInt8], firstBreak: Break?, expectedAt: Int64? = nil) {
        self.entries = entries
        self.head = head
        self.firstBreak = firstBreak
        self.expectedAt = expectedAt
    }

    /// Whether the chain is whole.
    package var isIntact: Bool { firstBreak == nil }
}

extension AuditVerdict.Break: CustomStringConvertible {
    /// What happened, where, and what to do.
    package var message: String {
        switch self {
        case .changed(let sequence): "entry \(sequence) was changed after it was written"
        case .missing(let sequence): "entry \(sequence) is missing"
        case .moved(let sequence): "entry \(sequence) does not follow the one before it; entries were moved or replaced"
        case .cutOff(let sequence): "entries are missing at the end, from \(sequence) on"
        }
    }

    package var description: String { message }
}
