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

    /// Takes in the change that follows the last one held; anything else leaves the view as it was.
    package mutating func apply(_ change: RegistryChange) -> Applied {
        if change.sequence <= sequence { return .alreadyHeld }
        // `sequence` is below another Int64, so this cannot overflow.
        guard change.sequence == sequence + 1 else {
            return .gap(expected: sequence + 1, found: change.sequence)
        }
        if let application = change.application { insert(application) } else { remove(change.applicationID) }
        sequence = change.sequence
        return .applied
    }
}
