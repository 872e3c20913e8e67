import ArgumentParser
import Registry
import Upstream

/// `tollgate token`
struct FetchToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Fetch a token from a running gateway, and print it.",
        discussion: """
            The secret is read from --secret-file, else from the environment variable \
            \(SecretSource.variable), else asked for. It is never an argument: those are seen by every user of the machine.
            """
    )

    @Option(name: .long, help: "The application's client id.")
    var clientId: String

    @Option(name: .customLong("scope"), help: "What the token is for, such as transactions:read; once for each scope.")
    var scopes: [String]

    @Option(name: .long, help: "Where the gateway is.")
    var url = "http://127.0.0.1:8080"

    @Option(name: .long, help: ArgumentHelp("The file that holds the secret.", valueName: "file"))
    var secretFile: String?

    @Flag(name: .long, help: "Send the secret unencrypted to another machine.")
    var plaintext = false

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let scopes = try RegistrySession.scopes(scopes, option: "--scope")
        let address = try TokenAddress(url, allowsPlaintext: plaintext)
        let secret = try SecretSource.read(file: secretFile)
        let transfer = BlockingTransfer(
            post: FormText.encode([
                ("grant_type", "client_credentials"), ("scope", scopes.map(\.description).joined(separator: " ")),
            ]),
            to: address.url,
            fields: [
                "Authorization: " + BasicCredentials.field(id: clientId, secret: secret), "Accept: application/json",
            ],
            timeout: 30_000)
        let answer: BlockingTransfer.Answer
        do {
            answer = try transfer.perform()
        } catch {
            throw CommandFailure("\(address.url): \(error); is the gateway serving there? --url names another address")
        }
        let token = try TokenAnswer(answer, from: address.url)
        if output.json { try Output.json(token) } else { Output.line(token.accessToken) }
    }
}
