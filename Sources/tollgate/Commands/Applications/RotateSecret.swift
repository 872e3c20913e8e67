import ArgumentParser
import HTTPServer
import Registry

/// `tollgate applications rotate-secret`
struct RotateSecret: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-secret",
        abstract: "Give an application a second secret; prints it this once.",
        discussion: """
            Both secrets work until the old one ends or is removed: let the application change over, then run \
            `tollgate applications remove-secret`. With --expire-old-in the old one ends by itself.
            """
    )

    @OptionGroup var application: ApplicationArgument

    @Option(
        name: .customLong("expire-old-in"),
        help: ArgumentHelp(
            "When the old secret stops working, such as 7d or 12h; `expire-secret` changes that later.",
            valueName: "duration"))
    var expireOldIn: SecretLifetime?

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try store.open()
        let origin = RegistrySession.origin()
        let secret = CredentialMaker.secure.secret(at: origin.time)
        let outcome = try await session.store.addSecret(
            application.id, secret.stored, othersEndAt: expireOldIn.map { $0.end(from: origin.time) }, by: origin)
        let details =
            SecretText.details(secret, of: outcome.application, session) + old(outcome.application, at: origin.time)
        try ChangeReport(
            outcome: outcome, sentence: "Added a secret to \(application.id).", secret: secret, details: details
        ).finish(session, output)
    }

    /// What becomes of the secret before the new one.
    private func old(_ application: Application, at now: Int64) -> [String] {
        guard let old = application.liveSecrets(at: now).first else { return [] }
        let end = old.endsAt.map { "until \(UTCTime.text($0)), or until it is removed:" } ?? "until it is removed:"
        return [
            "The secret before it works " + end, "",
            "  tollgate applications remove-secret \(application.id) \(Plain.text(old.id))\(store.repeated)", "",
        ]
    }
}
