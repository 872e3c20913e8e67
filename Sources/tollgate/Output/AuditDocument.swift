import Accounts
import HTTPServer

/// An entry of the audit as it is shown and exported.
struct AuditDocument: Encodable {
    let sequence: Int64
    let time: String
    let who: String
    let kind: String
    let subject: Subject
    let changes: [Change]
    let previous: String
    let digest: String

    struct Subject: Encodable {
        let type: String
        let id: String
        let name: String
    }

    struct Change: Encodable {
        let field: String
        let before: String?
        let after: String?

        private enum Key: CodingKey {
            case field, before, after
        }

        /// With what is missing as `null`: that a field held nothing is said, not left out.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(field, forKey: .field)
            try container.encode(before, forKey: .before)
            try container.encode(after, forKey: .after)
        }
    }

    init(_ entry: AuditEntry) {
        sequence = entry.sequence
        time = UTCTime.text(entry.time)
        who = entry.who
        kind = entry.kind
        subject = Subject(type: entry.subject.kind.rawValue, id: entry.subject.id, name: entry.subject.name)
        changes = entry.changes.map { Change(field: $0.field, before: $0.before, after: $0.after) }
        previous = Self.hexadecimal(entry.previous)
        digest = Self.hexadecimal(entry.digest)
    }

    /// Bytes in hexadecimal.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
