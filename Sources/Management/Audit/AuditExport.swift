internal import Accounts
internal import HTTPServer
internal import Registry

/// The audit up to its head at one moment, made while the client takes it: one part of the entries and one piece of content
/// are held, however long it is.
struct AuditExport: Sendable {
    /// How entries are written.
    enum Format: String, Sendable, CaseIterable {
        /// One JSON object a line.
        case lines = "jsonl"
        /// Comma-separated values.
        case csv
    }

    /// Bytes of a piece at most.
    static let pieceSize = 64 * 1024

    private let parts: AuditParts
    private let format: Format
    private let log: @Sendable (String) -> Void

    /// - Parameter log: takes down why an export broke off, of which the client sees only that it did.
    init(_ parts: AuditParts, as format: Format, log: @escaping @Sendable (String) -> Void) {
        self.parts = parts
        self.format = format
        self.log = log
    }

    /// The answer. It breaks off where the store cannot be read to the end, so that the client does not take it for whole.
    var response: WholeResponse {
        let type = format == .csv ? "text/csv" : "application/jsonl"
        return WholeResponse(
            status: 200,
            fields: [
                ("Content-Type", type),
                ("Content-Disposition", "attachment; filename=\"audit.\(format.rawValue)\""),
            ],
            stream: WholeStream { client in
                do {
                    try await write(to: client)
                } catch {
                    if !(error is WholeStreamEnded), !Task.isCancelled { log(Self.words(error)) }
                    throw error
                }
            })
    }

    private func write(to client: WholeWriter) async throws {
        var parts = parts
        var waiting = format == .csv ? AuditCSV.heading : []
        while let part = try await parts.next() {
            for entry in part {
                append(entry, to: &waiting)
                while waiting.count >= Self.pieceSize {
                    try await client.write(Array(waiting.prefix(Self.pieceSize)))
                    waiting.removeFirst(Self.pieceSize)
                }
            }
        }
        if !waiting.isEmpty { try await client.write(waiting) }
    }

    private func append(_ entry: AuditEntry, to content: inout [UInt8]) {
        switch format {
        case .csv: content += AuditCSV.line(entry)
        case .lines:
            AuditOutput.json(entry).append(to: &content)
            content.append(0x0A)
        }
    }

    private static func words(_ error: any Error) -> String {
        "an export of the audit broke off: \((error as? StoreFailure)?.message ?? "\(error)")"
    }
}
