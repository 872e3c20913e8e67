import ControlSocket
import Registry

/// The end of every command that changes the signing keys: says what was done, and whether it is in force.
struct KeyChangeReport {
    /// The keys as they are now.
    let view: KeyView
    /// The key that was made, started or removed.
    let keyID: String
    /// Whether anything changed.
    let isChanged: Bool
    /// What was done, for people.
    let lines: [String]

    /// Tells a serving gateway, then prints.
    ///
    /// - Throws: ``ExitStatus/unconfirmed`` where a gateway may be serving and has not confirmed.
    func finish(_ session: RegistrySession, _ options: OutputOptions) throws {
        let result = session.announce(.keys(view.sequence))
        if options.json {
            try Output.json(
                KeyChangeDocument(
                    keyId: keyID, changed: isChanged, sequence: view.sequence,
                    keys: KeyDocument.all(view.keys, at: RegistrySession.now()), gateway: GatewayDocument(result)))
        } else {
            lines.forEach { Output.line($0) }
            if let text = result.line(folder: session.folder) { Output.line(text) }
        }
        try result.requireConfirmation(of: view.sequence)
    }
}
