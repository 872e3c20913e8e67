/// What must hold, at the moment of a change, for it to be made: decided inside the transaction, so that nothing can come
/// between the look and the change.
package struct ChangeCondition: Hashable, Sendable {
    /// The version that the caller saw; another is refused with ``RegistryRefusal/versionMismatch(current:)``. `nil` for
    /// whoever changes what there is, whatever it is.
    package var version: Int64?
    /// The id of the merchant for whose person the change is made; `nil` where no merchant bounds it.
    ///
    /// Another merchant's application is then unknown, the application keeps its owner, and scopes may be added only out of
    /// what the merchant is allowed. Scopes that it has and that are not allowed any more may stay or be taken away.
    package var merchantID: String?

    /// - Parameters:
    ///   - version: the version that the caller saw; `nil` for any.
    ///   - merchantID: the merchant whose bounds apply; `nil` for none.
    package init(version: Int64? = nil, merchantID: String? = nil) {
        self.version = version
        self.merchantID = merchantID
    }

    /// No condition.
    package static let none = ChangeCondition()
}
