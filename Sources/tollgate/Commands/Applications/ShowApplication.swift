import ArgumentParser
import Registry

/// `tollgate applications show`
struct ShowApplication: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one application."
    )

    @OptionGroup var application: ApplicationArgument
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let store = try store.open().store
        guard let found = try await store.application(application.id) else {
            throw RegistryRefusal.unknownApplication(application.id)
        }
        let uses = try await store.secretUses(of: application.id)
        let now = RegistrySession.now()
        if output.json { return try Output.json(ApplicationDocument(found, at: now, uses: uses)) }
        found.lines(at: now, uses: uses).forEach { Output.line($0) }
    }
}
