import HashTreeCollections

extension RegistryView {
    /// What became of a change that was handed to a view.
    package enum Applied: Hashable, Sendable {
        /// The view now holds it.
        case applied
        /// The view held it already.
        case alreadyHeld
        /// The view lacks what lies between, and is as it was: the caller must load everything again.
        case gap(expected: Int64, found: Int64)
    }

    /// Every application in the order of registration.
    package var inOrder: [Application] {
        applications.values.sorted { $0.number < $1.number }
    }

    /// Takes in the change that follows the last one held; anything else leaves the view as it was.
    package mutating func apply(_ change: RegistryChange) -> Applied {
        if change.sequence <= sequence { return .alreadyHeld }
        // `sequence` is below another Int64, so this cannot overflow.
        guard change.sequence == sequence + 1 else {
            return .gap(expected: sequence + 1, found: change.sequence)
        }
        applications[change.applicationID] = change.application
        sequence = change.sequence
        return .applied
    }
}
