/// The only door to storage of applications.
///
/// A change and its place in the history are one transaction: whoever reads sees both or neither. Several processes may
/// use the same storage at once (the command line beside a serving gateway), so each change starts from what is stored
/// at that moment, never from what the caller read earlier.
///
/// A method throws ``StoreError/refused(_:)`` for what the caller can put right. What a rule refuses is decided by
/// ``Application``'s own functions, the same for every store.
package protocol ApplicationStore: Sendable {
    /// Every application, and the number of the last change that this includes.
    func view() async throws(StoreError) -> RegistryView

    /// One application as it is now; `nil` where no application has this client id.
    func application(_ id: String) async throws(StoreError) -> Application?

    /// Applications in the order of registration, so many at most, from one number on; fewer only at the end.
    ///
    /// For whoever goes through a million of them: each page is as the store is when it is asked for.
    func applications(from number: Int64, limit: Int) async throws(StoreError) -> [Application]

    /// One application as it is now, with its version; `nil` where no application has this client id.
    func versionedApplication(_ id: String) async throws(StoreError) -> VersionedApplication?

    /// The part of a list that a query asks for, as of one moment.
    func applications(matching query: ApplicationQuery) async throws(StoreError) -> Page<VersionedApplication>

    /// What changed after a point in the history, oldest first and without gaps.
    ///
    /// Refuses with ``RegistryRefusal/aheadOfHistory(asked:latest:)`` where the history does not reach that far: an older
    /// copy was put in its place, and the caller's view holds what the store does not.
    func changes(after sequence: Int64) async throws(StoreError) -> [RegistryChange]

    /// Registers an application; a client id is never given twice, even after its application was removed. An owner that is
    /// no merchant yet becomes one, with no scope allowed.
    ///
    /// - Parameters:
    ///   - condition: whose bounds apply; there is no version yet.
    ///   - once: what names the creation, so that asking again does not register again; `nil` where nobody will ask again.
    func register(
        _ registration: Registration, if condition: ChangeCondition, once: OnceOnly?, by origin: ChangeOrigin
    ) async throws(StoreError) -> Creation<StoreOutcome>

    /// Changes name, owner or scopes. An owner that is no merchant yet becomes one, with no scope allowed.
    func edit(
        _ id: String, _ edit: ApplicationEdit, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome

    /// Lets it fetch tokens and use those it has.
    func enable(
        _ id: String, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome

    /// Stops it from fetching tokens and from using those it has.
    func disable(
        _ id: String, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome

    /// Adds a second secret, so that the application can change over before the first ends or is removed.
    ///
    /// - Parameters:
    ///   - othersEndAt: When the secret that is live now shall end, in seconds since 1970; `nil` leaves it as it is.
    ///   - once: what names the creation, so that asking again does not add another; `nil` where nobody will ask again.
    func addSecret(
        _ id: String, _ secret: StoredSecret, othersEndAt: Int64?, if condition: ChangeCondition, once: OnceOnly?,
        by origin: ChangeOrigin
    ) async throws(StoreError) -> Creation<StoreOutcome>

    /// Gives a secret, by its id, an end in seconds since 1970, or takes its end away.
    func endSecret(
        _ id: String, secret: String, at end: Int64?, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome

    /// Removes a secret, by its id, that is not the last live one.
    ///
    /// - Parameter revokingTokens: Whether to raise the generation in the same transaction: the application's tokens are
    ///   then worthless, whichever of its secrets they were fetched with. It stands in the history as a change of its own.
    func removeSecret(
        _ id: String, secret: String, revokingTokens: Bool, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome

    /// Raises the generation: no token issued before is valid any more.
    func revokeTokens(
        _ id: String, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome

    /// Keeps the last day of use of secrets, in one transaction. It is no change of the registry: it has no place in the
    /// history.
    ///
    /// A secret that does not exist any more is passed over, and a day never goes back: several gateways may write, each
    /// late.
    func recordUses(_ uses: [SecretUse]) async throws(StoreError)

    /// The last uses of an application's secrets; none of a secret that was never used.
    func secretUses(of id: String) async throws(StoreError) -> [SecretUse]

    /// The last uses of the secrets of several applications, by the applications' numbers; one without has none.
    func secretUses(ofNumbers numbers: [Int64]) async throws(StoreError) -> [Int64: [SecretUse]]

    /// Removes the application for good; its history stays.
    func remove(
        _ id: String, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome
}
