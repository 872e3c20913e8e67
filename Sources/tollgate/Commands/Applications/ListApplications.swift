import ArgumentParser
import Registry

/// `tollgate applications list`
struct ListApplications: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List all applications in the order of registration."
    )

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let applications = try await store.open().store.view().inOrder
        let now = RegistrySession.now()
        if output.json { return try Output.json(applications.map { ApplicationDocument($0, at: now) }) }
        guard !applications.isEmpty else {
            return Output.line("No application is registered; `tollgate applications register` registers one.")
        }
        var table = TextTable(headings: ["CLIENT ID", "NAME", "OWNER", "STATE", "SECRETS", "SCOPES"])
        for application in applications {
            table.append([
                application.id, application.name, application.owner, application.state,
                "\(application.liveSecrets(at: now).count)",
                application.scopes.map(\.description).joined(separator: " "),
            ])
        }
        table.lines.forEach { Output.line($0) }
    }
}
