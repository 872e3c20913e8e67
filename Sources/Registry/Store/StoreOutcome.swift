/// What a change to the registry came to.
package struct StoreOutcome: Hashable, Sendable {
    /// The number of the last change that the store holds: this one, or an earlier one where nothing changed.
    package let sequence: Int64
    /// The number of the application's own last change: what ``ChangeCondition/version`` is compared with.
    package let version: Int64
    /// The application as it is now; where it was removed, as it was before.
    package let application: Application
    /// Whether anything changed. Enabling what is enabled changes nothing and leaves no trace in the history.
    package let isChanged: Bool

    package init(sequence: Int64, version: Int64, application: Application, isChanged: Bool) {
        self.sequence = sequence
        self.version = version
        self.application = application
        self.isChanged = isChanged
    }
}
