internal import Accounts

/// An entry of the audit as the API shows it.
enum AuditOutput {
    static func json(_ entry: AuditEntry) -> JSONOutput {
        [
            "sequence": .integer(entry.sequence), "time": .time(entry.time), "who": .string(entry.who),
            "kind": .string(entry.kind),
            "subject": [
                "type": .string(entry.subject.kind.rawValue), "id": .string(entry.subject.id),
                "name": .string(entry.subject.name),
            ],
            "changes": .array(
                entry.changes.map {
                    ["field": .string($0.field), "before": .text($0.before), "after": .text($0.after)]
                }),
            "digest": .string(hex(entry.digest)),
        ]
    }

    /// Bytes in hexadecimal, lower case.
    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// What ``json(_:)`` looks like.
    static let schema = Schema.object([
        .required("sequence", .count, "Its place, from 1 and without gaps."), .required("time", .time),
        .required("who", .string), .required("kind", .string),
        .required(
            "subject",
            .object([.required("type", .string), .required("id", .string), .required("name", .string)])),
        .required(
            "changes",
            .list(
                .object([
                    .required("field", .string), .required("before", .nullable(.string)),
                    .required("after", .nullable(.string)),
                ]))),
        .required("digest", .string, "Covers the entry and the digest of the one before."),
    ])

    /// What becomes of following the chain.
    static func json(_ verdict: AuditVerdict) -> JSONOutput {
        [
            "intact": .bool(verdict.isIntact), "entries": .integer(verdict.entries), "head": .string(hex(verdict.head)),
            "brokenAt": verdict.firstBreak.map { .integer($0.sequence) } ?? .null,
            "problem": .text(verdict.firstBreak?.message), "breakage": .text(verdict.firstBreak?.kind),
        ]
    }

    /// What ``json(_:)-(AuditVerdict)`` looks like.
    static let verdict = Schema.object([
        .required("intact", .boolean), .required("entries", .count),
        .required("head", .string, "The last digest: kept elsewhere, it tells a chain that was written anew."),
        .required("brokenAt", .nullable(.count)), .required("problem", .nullable(.string)),
        .required("breakage", .nullable(.choice(["changed", "missing", "moved", "cutOff"])), "How it is broken."),
    ])
}

extension AuditVerdict.Break {
    /// Its stable name.
    fileprivate var kind: String {
        switch self {
        case .changed: "changed"
        case .missing: "missing"
        case .moved: "moved"
        case .cutOff: "cutOff"
        }
    }
}
