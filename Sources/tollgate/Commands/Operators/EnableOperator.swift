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
        try await account.enable(true, in: store, output, saying: "can sign in.")
    }
}
