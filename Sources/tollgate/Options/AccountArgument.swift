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
}
