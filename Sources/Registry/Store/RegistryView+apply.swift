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

    /// One application, by its client id.
    package subscript(_ id: String) -> Application? { applications[id] }

    /// Every application in the order of registration.
    package var inOrder: [Application] {
        applications.values.sorted { $0.number < $1.number }
    }

    /// Puts an application in as it is stored, for whoever loads a view; the sequence stays as it is.
    package mutating func insert(_ application: Application) {
        applications[application.id] = application
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
