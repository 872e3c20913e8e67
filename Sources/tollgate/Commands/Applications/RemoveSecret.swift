import ArgumentParser
import Glibc
import Registry

/// `tollgate applications remove-secret`
struct RemoveSecret: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-secret",
        abstract: "Remove one of an application's secrets, and if wanted revoke its tokens.",
        discussion: """
            Tokens fetched with the secret stay valid unless they are revoked. Revoking ends all tokens of the \
            application, also those fetched with its other secret: it must fetch new ones. On a terminal the command \
            asks; elsewhere tokens are kept unless --revoke-tokens is given.
            """
    )

    @OptionGroup var application: ApplicationArgument
    @OptionGroup var secret: SecretArgument

    @Flag(name: .customLong("revoke-tokens"), help: "Revoke all tokens of the application as well; do not ask.")
    var revokesTokens = false

    @Flag(name: .customLong("keep-tokens"), help: "Leave the tokens of the application valid; do not ask.")
    var keepsTokens = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if revokesTokens && keepsTokens { throw ValidationError("give --revoke-tokens or --keep-tokens, not both") }
    }

    func run() async throws {
        let session = try store.open()
        guard let found = try await session.store.application(application.id) else {
            throw RegistryRefusal.unknownApplication(application.id)
        }
        // What the store would refuse is refused before anybody is asked.
        _ = try found.removingSecret(secret.id, at: RegistrySession.origin().time)
        let revokes = try revokesTokens || asks()
        let outcome = try await session.store.removeSecret(
            application.id, secret: secret.id, revokingTokens: revokes, by: RegistrySession.origin())
        try ChangeReport(
            outcome: outcome, sentence: "Removed the secret \(Plain.text(secret.id)) of \(application.id).",
            details: [tokens(outcome.application, areRevoked: revokes)]
        ).finish(session, output)
    }

    private func tokens(_ application: Application, areRevoked: Bool) -> String {
        areRevoked
            ? "Revoked every token of \(application.id); it is in generation \(application.generation)."
            : "Tokens fetched with it stay valid; `tollgate applications revoke-tokens \(application.id)` ends them."
    }

    /// Whether somebody at a terminal wants the tokens revoked.
    private func asks() throws(CommandFailure) -> Bool {
        guard !keepsTokens, isatty(STDIN_FILENO) == 1 else { return false }
        Output.note(
            "Tokens fetched with this secret stay valid. Revoke them? That ends all tokens of \(application.id), also "
                + "those fetched with its other secret; it can fetch new ones. [y/N]")
        switch readLine()?.lowercased() {
        case "y", "yes": return true
        case "", "n", "no": return false
        default: throw CommandFailure("neither yes nor no; nothing was removed")
        }
    }
}
