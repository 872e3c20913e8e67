import Accounts
import ArgumentParser

/// Which account a command works on.
struct AccountArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The name that it signs in with.", valueName: "name"))
    var name: String

    /// The name as it may be shown.
    var shown: String { "\"\(Plain.text(name))\"" }

    /// The account.
    func find(_ session: RegistrySession) async throws -> Account {
        guard let account = try await session.store.account(named: name) else {
            throw AccountRefusal.unknownAccount(name)
        }
        return account
    }

    /// Lets whoever it names sign in, or not, and says so.
    ///
    /// - Parameter sentence: what is so from now on, to follow the name.
    func enable(
        _ isEnabled: Bool, in store: StoreOptions, _ output: OutputOptions, saying sentence: String
    ) async throws {
        let session = try store.open()
        let found = try await find(session)
        let after = try await session.store.editAccount(
            found.id, AccountEdit(isEnabled: isEnabled), expecting: nil, by: RegistrySession.origin())
        try AccountReport(account: after, sentence: "\(shown) \(sentence)", invitation: nil).print(session, output)
    }
}
