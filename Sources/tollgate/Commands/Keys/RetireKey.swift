import ArgumentParser
import Glibc
import HTTPServer
import Registry

/// `tollgate keys retire`
struct RetireKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Remove a key that no longer signs, and with it end the tokens that it signed; asks first.",
        discussion: """
            For a key that has become known: keys are otherwise removed by themselves, when their last token has expired. The \
            key that signs cannot be retired; `tollgate keys rotate --now` has another one sign first.
            """
    )

    @Argument(help: ArgumentHelp("The key's id, as `list` shows it.", valueName: "key-id"))
    var id: String

    @Flag(name: .long, help: "Do not ask.")
    var yes = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try store.open()
        let origin = RegistrySession.origin()
        let asked = try await retire(session, origin, isConfirmed: yes)
        var outcome = asked
        if case .failure(.unconfirmed(_, let until)) = asked.answer {
            try confirm(until: until)
            outcome = try await retire(session, origin, isConfirmed: true)
        }
        let state = try outcome.answer.get()
        try KeyChangeReport(view: outcome.view, keyID: id, isChanged: true, lines: lines(state)).finish(session, output)
    }

    private func retire(
        _ session: RegistrySession, _ origin: ChangeOrigin, isConfirmed: Bool
    ) async throws -> (view: KeyView, answer: Result<KeyState, KeyRefusal>) {
        try await session.store.changeKeys(by: origin) { [id] keys in
            KeySchedule(keys).retirement(of: id, at: origin.time, isConfirmed: isConfirmed)
        }
    }

    private func lines(_ state: KeyState) -> [String] {
        switch state {
        case .retiring(let until):
            ["Retired \(id). Tokens that it signed, the last of them good until \(UTCTime.text(until)), end now."]
        case .next, .signing: ["Retired \(id). It had signed no token."]
        }
    }

    /// Asks on a terminal; elsewhere there is nobody to ask, and silence is not consent.
    private func confirm(until: Int64) throws(CommandFailure) {
        let what = "tokens signed by \(id) are good until \(UTCTime.text(until)), and would end now"
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure("\(what); give --yes where nobody can be asked")
        }
        Output.note("\(what.prefix(1).uppercased() + what.dropFirst()). Type \"retire\" to end them:")
        guard readLine() == "retire" else { throw CommandFailure("not confirmed; nothing was retired") }
    }
}
