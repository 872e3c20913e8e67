/// What a creation came to that may have been asked for before.
package enum Creation<Created: Hashable & Sendable>: Hashable, Sendable {
    /// It was made now.
    case made(Created)
    /// It was made before under the same key: the id of what was created, and what was sealed then.
    case repeated(subjectID: String, sealed: [UInt8])

    /// What was made now; `nil` where it was made before.
    package var made: Created? {
        if case .made(let created) = self { created } else { nil }
    }
}
