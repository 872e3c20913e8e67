import ArgumentParser
import ControlSocket
import Registry

/// The end of every command that changes the registry: says what was done, and whether it is in force.
struct ChangeReport {
    /// What the store said.
    let outcome: StoreOutcome
    /// What was done, in one sentence.
    let sentence: String
    /// A secret that was just made, to be shown this once.
    var secret: NewSecret?
    /// What follows the sentence, for people.
    var details: [String] = []

    /// Tells a serving gateway, then prints.
    ///
    /// - Throws: ``ExitStatus/unconfirmed`` where a gateway may be serving and has not confirmed. By then the secret has
    ///   been shown: it cannot be shown again.
    func finish(_ session: RegistrySession, _ options: OutputOptions) throws {
        let result = session.announce(.sync(outcome.sequence))
        if options.json {
            try Output.json(ChangeDocument(outcome, secret: secret, result: result, at: RegistrySession.now()))
        } else {
            Output.line(sentence)
            details.forEach { Output.line($0) }
            if let text = result.line(folder: session.folder) { Output.line(text) }
        }
        if let secret, !Output.flush() { throw lost(secret) }
        try result.requireConfirmation(of: outcome.sequence)
    }

    /// The secret stands in the registry and nobody has it.
    private func lost(_ secret: NewSecret) -> CommandFailure {
        let id = outcome.application.id
        let remedy =
            outcome.application.secrets.count == 1
            ? "`tollgate applications rotate-secret \(id)` makes another one, `tollgate applications remove \(id)` undoes it"
            : "remove it with `tollgate applications remove-secret \(id) \(secret.stored.id)` and rotate again"
        return CommandFailure(
            "the change is stored, but standard output could not be written, so the secret is lost; \(remedy)")
    }
}
