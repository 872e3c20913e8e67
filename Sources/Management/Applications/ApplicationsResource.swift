internal import Accounts
internal import HTTPServer
internal import Registry

/// Applications: what is registered, for whom, and with which secrets.
struct ApplicationsResource: Sendable {
    let services: ManagementServices

    /// Its operations.
    var operations: [Operation] { listing + registering + changing + secretOperations }

    // MARK: What the caller may see

    /// The application of the path, which the caller may see.
    ///
    /// - Throws: 404; another merchant's application is not there, in no way different from one that nobody has registered.
    func found(_ call: Call) async throws -> VersionedApplication { try await found(call.value("clientId"), call) }

    /// The application of a client id, which the caller may see; throws as ``found(_:)-(Call)`` does.
    func found(_ id: String, _ call: Call) async throws -> VersionedApplication {
        let caller = try call.signedIn()
        let found = try await services.store.versionedApplication(id)
        guard let found, try await isOwn(found.application, caller) else { throw Problem.missing(.application) }
        return found
    }

    private func isOwn(_ application: Application, _ caller: Caller) async throws -> Bool {
        guard caller.account.role.merchantID != nil else { return true }
        return try await owner(of: caller)?.utf8.elementsEqual(application.owner.utf8) ?? false
    }

    /// The merchant's name to which a caller is bound; `nil` where it is bound to none.
    func owner(of caller: Caller) async throws -> String? { try await merchant(of: caller)?.name }

    /// The merchant to which a caller is bound.
    func merchant(of caller: Caller) async throws -> Merchant? {
        guard let id = caller.account.role.merchantID else { return nil }
        let found = try await services.store.merchant(id)
        // An account of a merchant cannot outlast it; if it does, nothing is its own.
        guard let found else {
            throw Problem.forbidden(.merchantUnknown, "The account's merchant is not there any more.")
        }
        return found.merchant
    }

    // MARK: Answers

    /// One application, with its version.
    func answer(
        _ found: VersionedApplication, _ call: Call, status: Int = 200
    ) async throws -> WholeResponse {
        .json(try await output(found, call), version: found.version, status: status)
    }

    /// One application as it is shown.
    func output(_ found: VersionedApplication, _ call: Call) async throws -> JSONOutput {
        let id = found.application.id
        let uses = try await services.store.secretUses(of: id)
        return ApplicationOutput.json(found, uses: uses, at: call.now)
    }

    /// Makes a change, has it put into force on every loop, and shows what came of it.
    func change(
        _ call: Call, _ make: (String, ChangeCondition, ChangeOrigin) async throws -> StoreOutcome
    ) async throws -> WholeResponse {
        let outcome = try await changed(call, make)
        return try await answer(
            VersionedApplication(application: outcome.application, version: outcome.version), call)
    }

    /// Makes a change, and has it put into force on every loop.
    func changed(
        _ call: Call, _ make: (String, ChangeCondition, ChangeOrigin) async throws -> StoreOutcome
    ) async throws -> StoreOutcome {
        let (id, condition, origin) = (call.value("clientId"), try condition(call), try call.origin())
        let outcome = try await guarding(call) { try await make(id, condition, origin) }
        await services.putIntoForce(outcome.sequence)
        return outcome
    }

    /// Shows who loses against somebody else's change what there is now.
    func guarding<Made>(_ call: Call, _ change: () async throws -> Made) async throws -> Made {
        do {
            return try await change()
        } catch StoreError.refused(.versionMismatch) {
            let current = try await found(call)
            throw Problem.changedMeanwhile(try await output(current, call), version: current.version)
        }
    }

    /// What must hold for a change: the version that was read, and the bounds of the caller's merchant.
    func condition(_ call: Call) throws(Problem) -> ChangeCondition {
        ChangeCondition(version: call.version, merchantID: try call.signedIn().account.role.merchantID)
    }
}
