/// What an audit entry is about.
package struct AuditSubject: Hashable, Sendable {
    /// What sort of thing it is. The raw value is what is stored and shown.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case application
        case key
        case merchant
        case account
        case configuration
        /// Nothing that exists: a sign-in under a name that nobody has.
        case none
    }

    /// What sort of thing it is.
    package let kind: Kind
    /// Its id; of a configuration the number of its revision. Empty where there is none.
    package let id: String
    /// What it was called at that moment; empty where it has no name.
    package let name: String

    package init(kind: Kind, id: String, name: String) {
        self.kind = kind
        self.id = id
        self.name = name
    }
}
