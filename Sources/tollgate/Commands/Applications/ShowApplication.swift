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
        guard let found = try await store.open().store.application(application.id) else {
            throw RegistryRefusal.unknownApplication(application.id)
        }
        if output.json { return try Output.json(ApplicationDocument(found)) }
        found.lines.forEach { Output.line($0) }
    }
}
