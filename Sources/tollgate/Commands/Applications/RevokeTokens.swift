import ArgumentParser
import Registry

/// `tollgate applications revoke-tokens`
struct RevokeTokens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke-tokens",
        abstract: "Make every token that an application has worthless; it may fetch new ones."
    )

    @OptionGroup var application: ApplicationArgument
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try store.open()
        let outcome = try await session.store.revokeTokens(application.id, by: RegistrySession.origin())
        try ChangeReport(
            outcome: outcome,
            sentence: "Revoked every token of \(application.id); it is in generation \(outcome.application.generation)."
        ).finish(session, output)
    }
}
