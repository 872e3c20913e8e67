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
        try await account.enable(false, in: store, output, saying: "cannot sign in any more.")
    }
}
