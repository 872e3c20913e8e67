import Accounts
import ArgumentParser

/// `tollgate operators disable`
struct DisableOperator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Stop somebody from signing in; ends the sessions, and stops the API tokens."
    )

    @OptionGroup var account: AccountArgument
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try store.open()
        let found = try await account.find(session)
        let after = try await session.store.editAccount(
            found.id, AccountEdit(isEnabled: false), expecting: nil, by: RegistrySession.origin())
        let sentence = "\(account.shown) cannot sign in any more."
        try AccountReport(account: after, sentence: sentence, invitation: nil).print(session, output)
    }
}
