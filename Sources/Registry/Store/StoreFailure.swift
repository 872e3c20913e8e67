/// A store that could not do its work: a full disk, a lock that is not released, a row that cannot be read.
package struct StoreFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is. The raw value is the stable id of the reason: a metric label.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The store cannot be opened or created.
        case unavailable = "store.unavailable"
        /// Another process held the store for longer than was waited.
        case busy = "store.busy"
        /// What is stored cannot be what was written.
        case corrupt = "store.corrupt"
        /// The store was made by a newer version, or is not one of ours.
        case incompatible = "store.incompatible"
        /// Any other failure of reading or writing.
        case failed = "store.failed"
    }

    /// What kind of failure it is.
    package let kind: Kind
    /// What happened, where, and what to do; for the operator.
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// Whether doing the same again can succeed.
    package var canRetry: Bool { kind == .busy }

    package var description: String { message }
}
