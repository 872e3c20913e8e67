import ArgumentParser
import Registry

/// `tollgate applications remove-secret`
struct RemoveSecret: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-secret",
        abstract: "Remove one of an application's two secrets.",
        discussion: "Tokens fetched with it stay valid; `tollgate applications revoke-tokens` ends those."
    )

    @OptionGroup var application: ApplicationArgument

    @Argument(
        help: ArgumentHelp("The secret's id, as `show` lists it; never the secret itself.", valueName: "secret-id"))
    var secret: String

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try store.open()
        let outcome = try await session.store.removeSecret(
            application.id, secret: secret, by: RegistrySession.origin())
        try ChangeReport(outcome: outcome, sentence: "Removed the secret \(secret) of \(application.id).")
            .finish(session, output)
    }
}
