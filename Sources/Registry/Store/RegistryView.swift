package import HashTreeCollections

/// Every application as of one point in the registry's history.
///
/// A value: handing it to another thread costs a reference, and a change copies only its own path through the
/// tree, so that a million applications can change one at a time under load.
package struct RegistryView: Sendable {
    /// The number of the last change that this view holds; 0 before the first.
    package var sequence: Int64
    /// The applications by client id.
    package var applications: TreeDictionary<String, Application>

    package init(sequence: Int64 = 0, applications: TreeDictionary<String, Application> = [:]) {
        self.sequence = sequence
        self.applications = applications
    }

    /// A view of applications by client id, for callers that have them in a plain dictionary.
    package init(sequence: Int64, applications: [String: Application]) {
        self.init(sequence: sequence, applications: TreeDictionary(uniqueKeysWithValues: applications.map { ($0, $1) }))
    }

    /// The application with this client id, byte for byte: `String`'s own equality would let look-alikes through.
    package func application(_ id: String) -> Application? {
        guard let found = applications[id], found.id.utf8.elementsEqual(id.utf8) else { return nil }
        return found
    }
}
