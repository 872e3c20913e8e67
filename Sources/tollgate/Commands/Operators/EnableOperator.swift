import Accounts
import ArgumentParser

/// `tollgate operators enable`
struct EnableOperator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let somebody sign in again who was disabled."
    )

    @OptionGroup var account: AccountArgument
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try store.open()
        let found = try await account.find(session)
        let after = try await session.store.editAccount(
            found.id, AccountEdit(isEnabled: true), expecting: nil, by: RegistrySession.origin())
        let sentence = "\(account.shown) can sign in."
        try AccountReport(account: after, sentence: sentence, invitation: nil).print(session, output)
    }
}
