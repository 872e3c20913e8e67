package import Registry

/// A web service that tokens are for.
package struct Audience: Hashable, Sendable {
    /// Its name, the first half of its scopes.
    package let name: String
    /// What it is, for people.
    package let description: String?
    /// What may be done there, in the order declared: each scope with its description.
    package let operations: [Operation]

    /// One operation of an audience.
    package struct Operation: Hashable, Sendable {
        /// The scope that stands for it.
        package let scope: Scope
        /// What it permits, for people.
        package let description: String
    }
}
