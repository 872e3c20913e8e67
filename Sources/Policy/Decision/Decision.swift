/// Whether a call may pass.
package enum Decision: Hashable, Sendable {
    /// It may.
    case allowed
    /// It may not, and why.
    case refused(Refusal)

    /// Whether the call may pass.
    package var isAllowed: Bool { self == .allowed }
}
