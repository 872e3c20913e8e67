import ArgumentParser
import Registry

/// `tollgate applications disable`
struct DisableApplication: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Stop an application at once: it fetches no token, and those it has do not work.",
        discussion: "Enabling it again makes the tokens it has work again, unless they were revoked."
    )

    @OptionGroup var application: ApplicationArgument
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try store.open()
        let outcome = try await session.store.disable(application.id, by: RegistrySession.origin())
        try ChangeReport(
            outcome: outcome,
            sentence: outcome.isChanged ? "Disabled \(application.id)." : "\(application.id) is disabled already."
        ).finish(session, output)
    }
}
