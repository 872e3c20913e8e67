import Accounts
import ArgumentParser

/// `tollgate audit verify`
struct VerifyAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that no entry was changed, removed or moved; prints the head of the chain."
    )

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A head that was printed earlier: fails unless an entry has it.", valueName: "head"))
    var expect: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    /// What `--json` shows.
    private struct Document: Encodable {
        let intact: Bool
        let entries: Int64
        let head: String
        let brokenAt: Int64?
        let problem: String?
    }

    func run() async throws {
        let expected = try expect.map(Self.digest)
        let verdict = try await store.open().store.verifyAudit(expecting: expected)
        let problem = problem(verdict, expected)
        let head = AuditDocument.hexadecimal(verdict.head)
        if output.json {
            try Output.json(
                Document(
                    intact: problem == nil, entries: verdict.entries, head: head,
                    brokenAt: verdict.firstBreak?.sequence, problem: problem))
        } else if let problem {
            Output.error("the audit is not what it was: \(problem)")
        } else {
            Output.line("The audit is whole: \(verdict.entries) entries.")
            Output.line("Head: \(head)")
        }
        if problem != nil { throw ExitCode.failure }
    }

    private func problem(_ verdict: AuditVerdict, _ expected: [UInt8]?) -> String? {
        if let firstBreak = verdict.firstBreak { return firstBreak.message }
        guard expected != nil, verdict.expectedAt == nil else { return nil }
        return
            "no entry has the head that was expected; the chain was written anew, or an older copy was put in its place"
    }

    private static func digest(_ text: String) throws -> [UInt8] {
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 64, text.utf8.count == 64 else {
            throw ValidationError(
                "--expect \"\(Plain.text(text))\": write the head as `verify` prints it, 64 hexadecimal digits")
        }
        return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
