internal import Accounts
internal import HTTPServer

/// The audit: who changed what, and when.
struct AuditResource: Sendable {
    let services: ManagementServices

    /// Following the chain reads all of the audit, for as long as that is long, and the store reads for a few at a time: without
    /// this, a few who verify would keep everybody else from what they want to read.
    private let turns = Turnstile(mostAtOnce: 1, mostWaiting: 16)

    init(services: ManagementServices) { self.services = services }

    /// Its operations.
    var operations: [Operation] {
        [
            Operation(
                .get, "/audit", "listAudit", "The audit, newest first.", .permission(.readAudit),
                answers: [
                    Operation.Answer(
                        200,
                        .object([
                            .required("items", .list(.named("AuditEntry"))),
                            .required(
                                "next", .nullable(.count),
                                "`before` for those that follow, also of a part that is not full; `null` at the end."),
                        ]), "A part of it. Of a long audit, one answer looks through a part only.")
                ],
                query: [
                    QueryParameter("before", .integer(1...Schema.largestExact), "Only those before this place."),
                    QueryParameter("limit", .integer(1...500), "How many at most; 50 unless set."),
                ] + Self.filters, handler: list),
            Operation(
                .get, "/audit/export", "exportAudit",
                "The audit up to this moment, oldest first. With a filter, only what that lets through: the chain cannot be "
                    + "followed in it.",
                .permission(.readAudit),
                answers: [
                    Operation.Answer(200, .string, "The audit.", type: "application/jsonl"),
                    Operation.Answer(200, .string, "The audit.", type: "text/csv"),
                ],
                query: [
                    QueryParameter(
                        "format", .choice(AuditExport.Format.allCases.map(\.rawValue)), "`jsonl` unless set.")
                ] + Self.filters,
                handler: export),
            Operation(
                .get, "/audit/verify", "verifyAudit", "Follows the chain of digests.", .permission(.readAudit),
                answers: [Operation.Answer(200, AuditOutput.verdict, "Whether it is whole.")]
            ) { _ in
                try await turns.enter()
                defer { turns.leave() }
                return .json(AuditOutput.json(try await services.store.verifyAudit(expecting: nil)))
            },
        ]
    }

    /// What narrows it.
    private static let filters = [
        QueryParameter("who", .string, "Only those of whoever is called exactly this."),
        QueryParameter(
            "kind", .choice(kinds), "Only those of this kind, or of all of this group, with its dot or without."),
        QueryParameter("subject", .string, "Only those about what has this id."),
        QueryParameter("from", .text(.time), "Only those at this time or later."),
        QueryParameter("to", .text(.time), "Only those before this time."),
        .search("who, kind, subject and changes"),
    ]

    private static let kinds: [String] =
        AuditKind.groups.flatMap { [$0, $0 + "."] } + AuditKind.allCases.map(\.rawValue)

    private static func filter(_ query: QueryValues) -> AuditQuery {
        let kind = query.text("kind").map { $0.utf8.contains(UInt8(ascii: ".")) ? $0 : $0 + "." }
        return AuditQuery(
            who: query.text("who"), kind: kind, subjectID: query.text("subject"), from: query.time("from"),
            to: query.time("to"), text: query.search)
    }

    private func list(_ call: Call) async throws -> WholeResponse {
        var query = Self.filter(call.query)
        query.before = call.query.text("before").flatMap { Int64($0) }
        query.limit = call.query.limit
        let page = try await services.store.auditEntries(matching: query)
        return .json([
            "items": .array(page.entries.map(AuditOutput.json)), "next": page.next.map { .integer($0) } ?? .null,
        ])
    }

    private func export(_ call: Call) async throws -> WholeResponse {
        let format = call.query.text("format").flatMap { AuditExport.Format(rawValue: $0) } ?? .lines
        // Looked at before the answer begins, so that a store that cannot be read is a problem, and no answer that breaks.
        let parts = try await AuditParts(of: services.store, matching: Self.filter(call.query))
        return AuditExport(parts, as: format, log: services.log).response
    }
}
