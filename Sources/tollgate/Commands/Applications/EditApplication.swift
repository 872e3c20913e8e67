import ArgumentParser
import Registry

/// `tollgate applications edit`
struct EditApplication: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change an application's name, owner or scopes.",
        discussion: "A scope that is taken away stops working at once, also in tokens issued before."
    )

    @OptionGroup var application: ApplicationArgument

    @Option(name: .long, help: "A new name.")
    var name: String?

    @Option(name: .long, help: "A new owner.")
    var owner: String?

    @Option(name: .customLong("scope"), help: "Replace all scopes by these; once for each scope.")
    var scopes: [String] = []

    @Option(name: .customLong("add-scope"), help: "Add a scope; may be repeated.")
    var added: [String] = []

    @Option(name: .customLong("remove-scope"), help: "Take a scope away; may be repeated.")
    var removed: [String] = []

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if name == nil && owner == nil && scopes.isEmpty && added.isEmpty && removed.isEmpty {
            throw ValidationError("nothing to change; give --name, --owner, --scope, --add-scope or --remove-scope")
        }
    }

    func run() async throws {
        let session = try store.open()
        let edit = ApplicationEdit(
            name: name, owner: owner,
            scopes: scopes.isEmpty ? nil : try session.declaredScopes(scopes, option: "--scope"),
            addedScopes: try session.declaredScopes(added, option: "--add-scope"),
            removedScopes: try RegistrySession.scopes(removed, option: "--remove-scope"))
        let outcome = try await session.store.edit(application.id, edit, by: RegistrySession.origin())
        try ChangeReport(
            outcome: outcome,
            sentence: outcome.isChanged ? "Changed \(application.id)." : "\(application.id) is like that already.",
            details: outcome.application.lines(at: RegistrySession.now()).map { "  " + $0 }
        ).finish(session, output)
    }
}
