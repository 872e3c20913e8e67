import Accounts
import ArgumentParser
import Registry

/// `tollgate operators add`
struct AddOperator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make an account for an operator; prints, this once, the link by which its password is chosen."
    )

    @Argument(help: ArgumentHelp("The name to sign in with: 1 to 100 characters.", valueName: "name"))
    var name: String

    @Flag(name: .long, help: "An account that sees everything, and changes nothing.")
    var reader = false

    @Flag(name: .long, help: "Read the password from standard input, instead of printing a link.")
    var passwordStdin = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try store.open(create: true)
        let origin = RegistrySession.origin()
        let maker = AccountMaker()
        var wanted = NewAccount(id: maker.accountID(), name: name, role: reader ? .reader : .operator)
        // The name first: nobody should choose a password for an account that cannot be.
        _ = try wanted.account(at: origin.time)
        if passwordStdin { wanted.password = try await PasswordInput.hash(forAccountNamed: name) }
        let invitation = passwordStdin ? nil : maker.invitation(for: wanted.id, at: origin.time)
        let made = try await session.store.addAccount(wanted, invitation: invitation, once: nil, by: origin)
        guard let account = made.made else { return }
        let kind = reader ? "a reader" : "an operator"
        try AccountReport(
            account: account, sentence: "Made \"\(Plain.text(name))\" \(kind).", invitation: invitation
        ).print(session, output)
    }
}
