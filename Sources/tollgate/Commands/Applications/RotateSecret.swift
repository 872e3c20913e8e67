import ArgumentParser
import Registry

/// `tollgate applications rotate-secret`
struct RotateSecret: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-secret",
        abstract: "Give an application a second secret; prints it this once.",
        discussion: """
            Both secrets work until the old one is removed: let the application change over, then run \
            `tollgate applications remove-secret`.
            """
    )

    @OptionGroup var application: ApplicationArgument
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try store.open()
        let origin = RegistrySession.origin()
        let secret = CredentialMaker.secure.secret(at: origin.time)
        let outcome = try await session.store.addSecret(application.id, secret.stored, by: origin)
        var details = SecretText.details(secret, of: outcome.application, session)
        if let old = outcome.application.secrets.first {
            details += [
                "The secret before it works until it is removed:", "",
                "  tollgate applications remove-secret \(application.id) \(Plain.text(old.id))", "",
            ]
        }
        try ChangeReport(
            outcome: outcome, sentence: "Added a secret to \(application.id).", secret: secret, details: details
        ).finish(session, output)
    }
}
