internal import Accounts
internal import HTTPServer

/// The audit as comma-separated values (RFC 4180).
enum AuditCSV {
    /// The names of the columns.
    static let heading = Array(
        "sequence,time,who,kind,subjectType,subjectId,subjectName,changes,digest\r\n".utf8)

    /// A line of it.
    static func line(_ entry: AuditEntry) -> [UInt8] {
        let cells = [
            "\(entry.sequence)", UTCTime.text(entry.time), entry.who, entry.kind, entry.subject.kind.rawValue,
            entry.subject.id, entry.subject.name, AuditChange.json(entry.changes), AuditOutput.hex(entry.digest),
        ]
        return Array((cells.map(cell).joined(separator: ",") + "\r\n").utf8)
    }

    /// A cell in quotes. One that begins like a formula gets an apostrophe, or a name that somebody chose would be carried
    /// out by the program that it is opened with.
    private static func cell(_ text: String) -> String {
        let isFormula = text.utf8.first.map { Array("=+-@\t\r".utf8).contains($0) } ?? false
        return "\"" + (isFormula ? "'" : "")
            + text.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }
}
