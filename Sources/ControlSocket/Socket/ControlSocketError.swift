/// A control socket that cannot be served.
package struct ControlSocketError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened, where, and what to do; for the operator.
    package let message: String

    init(_ message: String) {
        self.message = message
    }

    package var description: String { message }
}
