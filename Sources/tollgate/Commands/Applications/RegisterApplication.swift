import ArgumentParser
import Registry

/// `tollgate applications register`
struct RegisterApplication: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register an application; prints its client id and, this once, its secret."
    )

    @Option(name: .long, help: "What the application is called: 1 to 100 characters.")
    var name: String

    @Option(name: .long, help: "The merchant that it belongs to: 1 to 100 characters.")
    var owner: String

    @Option(name: .customLong("scope"), help: "What it may be granted, such as transactions:read; once for each scope.")
    var scopes: [String]

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try store.open(create: true)
        let scopes = try session.declaredScopes(scopes, option: "--scope")
        let origin = RegistrySession.origin()
        let maker = CredentialMaker.secure
        let secret = maker.secret(at: origin.time)
        let outcome = try await session.store.register(
            Registration(id: maker.clientID(), name: name, owner: owner, scopes: scopes, secret: secret.stored),
            by: origin)
        try ChangeReport(
            outcome: outcome, sentence: "Registered \"\(name)\" for \(owner).", secret: secret,
            details: SecretText.details(secret, of: outcome.application, session)
        ).finish(session, output)
    }
}
