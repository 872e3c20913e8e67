import ArgumentParser
import HTTPServer
import Registry
import TokenEndpoint

/// `tollgate keys rotate`
struct RotateKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Have another key sign tokens: a new one, or the next where there is one.",
        discussion: """
            The new key is published at once and signs after ten minutes, when everyone who keeps a copy of the published \
            keys has it. Tokens signed by the old key stay valid until they expire. Run as the user that the gateway runs as, \
            or as root: the key is sealed under the master key.
            """
    )

    @Flag(
        name: .long,
        help:
            "Sign with it at once. Services that verify tokens by a kept copy of the keys refuse them until they fetch it."
    )
    var now = false

    @Option(name: .long, help: ArgumentHelp("The configuration, which names store and master key.", valueName: "file"))
    var config = ConfigurationFile.standardPath

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try StoreOptions.session(config: config)
        guard let configuration = session.configuration else { return }
        let origin = RegistrySession.origin()
        let before = try await session.store.keys()
        do {
            let (view, key, isNew) = try await SigningKeys.maker(session.store, for: configuration)
                .rotate(origin, isImmediate: now)
            try KeyChangeReport(
                view: view, keyID: key.id, isChanged: view.sequence != before.sequence,
                lines: lines(key, isNew: isNew, at: origin.time, SigningKeys.policy(configuration))
            ).finish(session, output)
        } catch let error as KeyRingError {
            throw CommandFailure(error.message)
        }
    }

    private func lines(_ key: StoredKey, isNew: Bool, at time: Int64, _ policy: KeyPolicy) -> [String] {
        let made = isNew ? "Made the \(key.algorithm) key \(key.id)." : "The \(key.algorithm) key \(key.id) was next."
        guard key.signsFrom <= time else {
            return [
                made, "It is published now, and signs from \(UTCTime.text(key.signsFrom)); --now has it sign at once.",
            ]
        }
        return [
            made,
            "It signs now. Services that keep a copy of the published keys refuse its tokens until they fetch them "
                + "again, which takes up to \(policy.publishedMaxAge) s.",
        ]
    }
}
