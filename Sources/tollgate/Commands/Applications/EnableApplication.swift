import ArgumentParser
import Registry

/// `tollgate applications enable`
struct EnableApplication: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let an application fetch tokens and use those it has."
    )

    @OptionGroup var application: ApplicationArgument
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try store.open()
        let outcome = try await session.store.enable(application.id, by: RegistrySession.origin())
        try ChangeReport(
            outcome: outcome,
            sentence: outcome.isChanged ? "Enabled \(application.id)." : "\(application.id) is enabled already."
        ).finish(session, output)
    }
}
