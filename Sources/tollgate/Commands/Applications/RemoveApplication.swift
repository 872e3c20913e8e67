import ArgumentParser
import Glibc
import Registry

/// `tollgate applications remove`
struct RemoveApplication: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove an application for good; asks first.",
        discussion: "Its client id is never given again. To stop an application for a while, disable it."
    )

    @OptionGroup var application: ApplicationArgument

    @Flag(name: .long, help: "Do not ask.")
    var yes = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try store.open()
        guard let found = try await session.store.application(application.id) else {
            throw RegistryRefusal.unknownApplication(application.id)
        }
        try confirm(found)
        let outcome = try await session.store.remove(application.id, by: RegistrySession.origin())
        try ChangeReport(outcome: outcome, sentence: "Removed \(application.id).").finish(session, output)
    }

    /// Asks on a terminal; elsewhere there is nobody to ask, and silence is not consent.
    private func confirm(_ found: Application) throws(CommandFailure) {
        if yes { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure("removing \(found.id) cannot be undone; give --yes where nobody can be asked")
        }
        let name = "\"\(Plain.text(found.name))\" of \(Plain.text(found.owner))"
        Output.note("Remove \(found.id), \(name), for good? Type its client id to confirm:")
        guard readLine() == found.id else { throw CommandFailure("not confirmed; nothing was removed") }
    }
}
