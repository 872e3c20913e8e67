import Accounts
import ArgumentParser
import Foundation

/// `tollgate audit export`
struct ExportAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print every entry, oldest first, as one JSON object a line.",
        discussion: """
            "digest" is SHA-256 over the bytes of "previous" and eight texts, each as LENGTH:TEXT, with its length in bytes: \
            sequence, time in seconds since 1970, who, kind, the subject's type, id and name, and the changes as JSON without \
            white space.
            """
    )

    @OptionGroup var store: StoreOptions

    /// How many are held at once.
    private static let pageSize = 1_000

    func run() async throws {
        let store = try store.open().store
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var next: Int64 = 1
        while case let page = try await store.auditEntries(from: next, limit: Self.pageSize), let last = page.last {
            for entry in page {
                Output.line(String(decoding: try encoder.encode(AuditDocument(entry)), as: UTF8.self))
            }
            next = last.sequence + 1
        }
        guard Output.flush() else { throw CommandFailure("the export could not be written whole; repeat it") }
    }
}
