import Accounts
import ArgumentParser
import HTTPServer

/// `tollgate audit list`
struct ListAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List entries, newest first."
    )

    @Option(name: .long, help: "How many at most: 1 to 500.")
    var limit = 50

    @Option(name: .long, help: ArgumentHelp("Only those before this entry.", valueName: "sequence"))
    var before: Int64?

    @Option(name: .long, help: "Only those of this user, such as cli:ada or account:ada.")
    var who: String?

    @Option(name: .long, help: "Only those of this kind, such as application.edited, or application. for all of these.")
    var kind: String?

    @Option(name: .long, help: ArgumentHelp("Only those about what has this id.", valueName: "id"))
    var subject: String?

    @Option(name: .long, help: ArgumentHelp("Only those at this time or later.", valueName: "time"))
    var from: UTCMoment?

    @Option(name: .long, help: ArgumentHelp("Only those before this time.", valueName: "time"))
    var to: UTCMoment?

    @Option(name: .long, help: "Only those that have this text somewhere.")
    var text: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...AuditQuery.largestPage).contains(limit) else {
            throw ValidationError("--limit \(limit): give 1 to \(AuditQuery.largestPage)")
        }
    }

    func run() async throws {
        let query = AuditQuery(
            before: before, who: who, kind: kind, subjectID: subject, from: from?.seconds, to: to?.seconds, text: text,
            limit: limit)
        let page = try await store.open().store.fullAuditPage(matching: query)
        if output.json { return try Output.json(page.entries.map(AuditDocument.init)) }
        guard !page.entries.isEmpty else { return Output.line("There is no such entry.") }
        var table = TextTable(headings: ["NO", "TIME", "WHO", "WHAT", "SUBJECT", "DIFFERENCE"])
        for entry in page.entries {
            table.append([
                "\(entry.sequence)", UTCTime.text(entry.time), Plain.text(entry.who), Plain.text(entry.kind),
                Plain.text(subject(entry)), Plain.text(entry.changes.map(difference).joined(separator: "; ")),
            ])
        }
        table.lines.forEach { Output.line($0) }
        if let next = page.next { Output.note("There are more: --before \(next)") }
    }

    private func subject(_ entry: AuditEntry) -> String {
        let (id, name) = (entry.subject.id, entry.subject.name)
        return name.isEmpty ? id : "\(name) (\(id))"
    }

    private func difference(_ change: AuditChange) -> String {
        switch (change.before, change.after) {
        case (let before?, let after?): "\(change.field): \(before) → \(after)"
        case (nil, let after?): "\(change.field): \(after)"
        case (let before?, nil): "\(change.field): \(before) → nothing"
        case (nil, nil): change.field
        }
    }
}
