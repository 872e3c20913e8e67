import Accounts
import HTTPServer

/// The end of every command that changes an account: says what was done, and shows the link where there is one.
struct AccountReport {
    /// The account as it is now.
    let account: Account
    /// What was done, for people.
    let sentence: String
    /// The link to be handed over; `nil` where there is none.
    let invitation: NewInvitation?

    /// What `--json` shows.
    private struct Document: Encodable {
        let account: AccountDocument
        let invitation: Link?
    }

    private struct Link: Encodable {
        let url: String
        let expiresAt: String
    }

    func print(_ session: RegistrySession, _ options: OutputOptions) throws {
        let link = invitation.map {
            Link(
                url: ConsoleAddress.link($0.path, session.configuration),
                expiresAt: UTCTime.text($0.record.expiresAt))
        }
        if options.json {
            try Output.json(Document(account: AccountDocument(account), invitation: link))
        } else {
            Output.line(sentence)
            if let link {
                Output.line("Link, good for once until \(link.expiresAt):")
                Output.line("  " + link.url)
            }
        }
        // The link is shown once: where it could not be, nobody has it.
        guard Output.flush() else {
            throw CommandFailure(
                "the result could not be written; `tollgate operators reset` makes another link where one is needed")
        }
    }
}
