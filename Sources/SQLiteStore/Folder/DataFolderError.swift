/// A data folder that cannot be used.
package struct DataFolderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened, where, and what to do; for the operator.
    package let message: String

    package init(_ message: String) {
        self.message = message
    }

    package var description: String { message }
}
