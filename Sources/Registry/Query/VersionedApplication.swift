/// An application, and the version that a change of it may be made to depend on.
package struct VersionedApplication: Hashable, Sendable {
    /// The application.
    package let application: Application
    /// The number of its last change in the history: two editors that saw the same version saw the same application.
    package let version: Int64

    package init(application: Application, version: Int64) {
        self.application = application
        self.version = version
    }
}
