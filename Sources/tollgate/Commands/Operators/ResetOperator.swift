import Accounts
import ArgumentParser
import Registry

/// `tollgate operators reset`
struct ResetOperator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract:
            "Take away password and authenticator, end the sessions, and print a link by which a password is chosen.",
        discussion: "API tokens stay; revoke them in the console where they may be in other hands."
    )

    @OptionGroup var account: AccountArgument
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try store.open()
        let found = try await account.find(session)
        let origin = RegistrySession.origin()
        let invitation = AccountMaker().invitation(for: found.id, at: origin.time)
        let after = try await session.store.resetAccount(found.id, invitation: invitation, expecting: nil, by: origin)
        let sentence = "\(account.shown) has no password and no authenticator any more, and is signed out."
        try AccountReport(account: after, sentence: sentence, invitation: invitation).print(session, output)
    }
}
