import Accounts
import ArgumentParser
import Foundation

/// `tollgate audit export`
struct ExportAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print every entry up to this moment, oldest first, as one JSON object a line.",
        discussion: """
            "digest" is SHA-256 over the bytes of "previous" and eight texts, each as LENGTH:TEXT, with its length in bytes: \
            sequence, time in seconds since 1970, who, kind, the subject's type, id and name, and the changes as JSON without \
            white space.
            """
    )

    @OptionGroup var store: StoreOptions

    func run() async throws {
        let store = try store.open().store
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var parts = try await AuditParts(of: store)
        while let part = try await parts.next() {
            for entry in part {
                Output.line(String(decoding: try encoder.encode(AuditDocument(entry)), as: UTF8.self))
            }
        }
        guard Output.flush() else { throw CommandFailure("the export could not be written whole; repeat it") }
    }
}
