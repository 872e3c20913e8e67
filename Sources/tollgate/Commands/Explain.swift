import ArgumentParser
import Configuration
import Gateway

/// `tollgate explain`: what would become of a call, and why.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what would become of a call, and why.",
        discussion: """
            The call goes through the decision that the gateway makes, with the configuration and the applications as \
            they are now, and each step is printed. Nothing is sent and nothing is changed.

            Who calls: --application, with a token that it could fetch now for all of its scopes; --scope, with a token \
            that has these scopes, of an application that may have them; --token -, with a token from standard input, \
            which the store's keys verify (the master key is needed for that). Without any of these, without a token.

            Exit code 0 where the call would be let through, 77 where it would be refused, 78 where gateway.json has \
            problems, 1 where it cannot be said.
            """
    )

    @Argument(help: "The method, such as GET.")
    var method: String

    @Argument(help: "The path as it is sent, such as /transactions/17; a query may follow.")
    var path: String

    @Option(name: .long, help: "The host that is called; that of issuer.url unless set.")
    var host: String?

    @Option(name: .long, help: ArgumentHelp("The client id of the application that calls.", valueName: "client-id"))
    var application: String?

    @Option(name: .customLong("scope"), help: "A scope of the token; once for each.")
    var scopes: [String] = []

    @Option(name: .long, help: ArgumentHelp("-: read the token from standard input.", valueName: "-"))
    var token: String?

    @Option(name: .long, help: ArgumentHelp("The configuration.", valueName: "file"))
    var config = ConfigurationFile.standardPath

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard [application != nil, !scopes.isEmpty, token != nil].filter(\.self).count <= 1 else {
            throw ValidationError("--application, --scope and --token say each who calls: use one of them")
        }
        guard token == nil || token == "-" else {
            throw ValidationError(
                "--token: write - and pass the token on standard input; arguments are seen by every user of the machine"
            )
        }
    }

    func run() async throws {
        let settings = try ConfigurationFile.settings(config)
        let now = RegistrySession.now()
        let caller = try await caller(settings, at: now)
        let request = try ExplainedRequest(
            method: method, target: path, host: host ?? ExplainedRequest.host(of: settings.issuer.url),
            token: caller.token)
        let explanation = CallExplanation(
            of: request.head.span, in: caller.snapshot, limits: GatewaySettings.headLimits(settings), at: now)
        let document = ExplanationDocument(explanation, request, caller, settings, at: now)
        if output.json { try Output.json(document) } else { document.lines.forEach { Output.line($0) } }
        if document.decision == .refused { throw ExitStatus.refused }
    }

    private func caller(_ settings: GatewayConfiguration, at now: Int64) async throws -> ExplainedCaller {
        if let application { return try await .application(application, settings, at: now) }
        if token != nil { return try await .token(try TokenInput.read(), settings, at: now) }
        if scopes.isEmpty { return try .nobody(settings) }
        return try .scopes(
            RegistrySession.scopes(scopes, option: "--scope", declaredBy: settings), settings, at: now)
    }
}
