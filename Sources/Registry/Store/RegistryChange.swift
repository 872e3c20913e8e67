/// One change to one application, as the history keeps it.
package struct RegistryChange: Hashable, Sendable {
    /// What was done. The raw value is what the history stores.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case registered
        case edited
        case enabled
        case disabled
        case secretAdded
        case secretRemoved
        case secretEndSet
        case tokensRevoked
        case removed
    }

    /// Its place in the history, from 1 and without gaps.
    package let sequence: Int64
    /// What was done.
    package let kind: Kind
    /// The client id of the application.
    package let applicationID: String
    /// The application as it was after the change; `nil` where it was removed.
    package let application: Application?
    /// When, and by whom.
    package let origin: ChangeOrigin

    package init(
        sequence: Int64, kind: Kind, applicationID: String, application: Application?, origin: ChangeOrigin
    ) {
        self.sequence = sequence
        self.kind = kind
        self.applicationID = applicationID
        self.application = application
        self.origin = origin
    }
}
