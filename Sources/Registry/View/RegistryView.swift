internal import HashTreeCollections

/// Every application as of one point in the registry's history.
///
/// A value: handing it to another thread costs a reference, and a change copies only its own path through the
/// tree, so that a million applications can change one at a time under load. Each is held packed, and unpacked when
/// it is asked for.
package struct RegistryView: Sendable {
    /// The number of the last change that this view holds; 0 before the first.
    package var sequence: Int64
    private var entries: TreeSet<PackedApplication> = []
    private var lists = ScopeLists()

    /// A view of applications by client id, for callers that have them in a plain dictionary.
    package init(sequence: Int64 = 0, applications: [String: Application] = [:]) {
        self.sequence = sequence
        for application in applications.values { insert(application) }
    }

    /// How many applications there are.
    package var count: Int { entries.count }

    /// The application with this client id, byte for byte: `String`'s own equality would let look-alikes through.
    package func application(_ id: String) -> Application? {
        entries.firstIndex(of: PackedApplication(probing: id)).map { entries[$0].application }
    }

    /// Every application in the order of registration; makes all of them at once.
    package var inOrder: [Application] {
        entries.map(\.application).sorted { $0.number < $1.number }
    }

    /// Puts an application in as it is stored, in place of what has its id; the sequence stays as it is.
    package mutating func insert(_ application: Application) {
        entries.update(with: PackedApplication(application, sharing: lists.shared(application.scopes)))
    }

    /// Takes the application with this client id out.
    mutating func remove(_ id: String) {
        entries.remove(PackedApplication(probing: id))
    }
}
