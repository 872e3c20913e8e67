import ArgumentParser
import HTTPServer
import Registry

/// `tollgate applications expire-secret`
struct ExpireSecret: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expire-secret",
        abstract: "Set when one of an application's secrets stops working, or that it does not.",
        discussion: """
            After its end a secret fetches no token, and stays listed as expired until it is removed; tokens fetched \
            with it before stay valid. One that has expired works again when it gets a new end.
            """
    )

    @OptionGroup var application: ApplicationArgument
    @OptionGroup var secret: SecretArgument

    @Option(name: .customLong("in"), help: ArgumentHelp("So long from now, such as 7d or 12h.", valueName: "duration"))
    var lifetime: SecretLifetime?

    @Option(
        name: .customLong("at"),
        help: ArgumentHelp("At this time, in UTC, such as 2026-12-24T18:00:00Z.", valueName: "time"))
    var time: UTCMoment?

    @Flag(name: .customLong("never"), help: "Take its end away.")
    var never = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        let given = [lifetime != nil, time != nil, never].filter(\.self).count
        if given != 1 { throw ValidationError("give one of --in, --at and --never") }
    }

    func run() async throws {
        let session = try store.open()
        let origin = RegistrySession.origin()
        let end = never ? nil : time?.seconds ?? lifetime?.end(from: origin.time)
        let outcome = try await session.store.endSecret(application.id, secret: secret.id, at: end, by: origin)
        try ChangeReport(
            outcome: outcome, sentence: sentence(outcome, end),
            details: warning(outcome.application, at: origin.time)
        ).finish(session, output)
    }

    private func sentence(_ outcome: StoreOutcome, _ end: Int64?) -> String {
        let name = "The secret \(Plain.text(secret.id)) of \(application.id)"
        let what = end.map { "ends at \(UTCTime.text($0))" } ?? "has no end"
        return outcome.isChanged ? "\(name) \(what)." : "\(name) \(what) already."
    }

    private func warning(_ application: Application, at now: Int64) -> [String] {
        guard let end = application.secretsEnd(at: now) else { return [] }
        return [
            "From \(UTCTime.text(end)) on \(application.id) has no secret that works; rotate before that:", "",
            "  tollgate applications rotate-secret \(application.id)\(store.repeated)", "",
        ]
    }
}
