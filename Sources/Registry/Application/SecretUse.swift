/// The last day on which a secret was used.
///
/// Not part of an ``Application``: it changes by the thousand, and nothing is decided by it. Whoever changes over to a new
/// secret sees by it that the old one is not needed any more.
package struct SecretUse: Hashable, Sendable {
    /// The id of the secret.
    package let secretID: String
    /// Days since 1970, in UTC.
    package let day: Int64

    package init(secretID: String, day: Int64) {
        self.secretID = secretID
        self.day = day
    }

    /// The use of a secret at a time.
    ///
    /// - Parameter now: Seconds since 1970.
    package init(secretID: String, at now: Int64) {
        self.init(secretID: secretID, day: now / 86_400)
    }
}
