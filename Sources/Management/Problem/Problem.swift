package import HTTPCodec
package import HTTPServer
package import Registry

/// Why a request is not done: problem details for a program and for a person (RFC 9457).
package struct Problem: Error, Sendable {
    /// The status code, 400 to 599.
    package var status: Int
    /// The stable id of the reason; one of ``ProblemReason/ids``.
    package let reason: String
    /// What happened and what to do.
    package var detail: String
    /// What ``detail`` names, each by a name: an object. For whoever says the same in another language.
    package var values: JSONOutput
    /// The fields that are at fault: all of them, up to ``mostErrors``.
    package var errors: [FieldFault] = []
    /// The representation as it is now, where a precondition failed.
    package var current: JSONOutput?
    /// Field lines that the answer gets besides its own.
    package var fields: [(name: String, value: String)] = []

    package init(_ status: Int, _ reason: ProblemReason, _ detail: String, _ values: JSONOutput = [:]) {
        self.init(status: status, reason: reason.rawValue, detail: detail, values: values)
    }

    /// A message that cannot be read (RFC 9112).
    package init(_ fault: MessageFault) {
        self.init(status: fault.status, reason: fault.rawValue, detail: "\(fault.explanation)", values: [:])
    }

    /// A store that could not do its work.
    package init(_ status: Int, store kind: StoreFailure.Kind, _ detail: String) {
        self.init(status: status, reason: kind.rawValue, detail: detail, values: [:])
    }

    private init(status: Int, reason: String, detail: String, values: JSONOutput) {
        self.status = status
        self.reason = reason
        self.detail = detail
        self.values = values
    }

    /// What names the kind of problem, for good; nothing is served there.
    package var type: String { "urn:tollgate:problem:" + reason }

    /// The problem as a document.
    var json: JSONOutput {
        var json: JSONOutput = [
            "type": .string(type), "title": .string("\(StatusPhrase.of(status))"), "status": .integer(Int64(status)),
            "detail": .string(detail), "reason": .string(reason), "values": values,
            "errors": .array(errors.map(\.json)),
        ]
        if let current { json = json.with("current", current) }
        return json
    }

    /// The problem as an answer.
    package var response: WholeResponse {
        WholeResponse(
            status: status, fields: [("Content-Type", "application/problem+json")] + fields, content: json.bytes)
    }

    /// What ``json`` looks like.
    static let schema = Schema.object([
        .required("type", .string, "`urn:tollgate:problem:` and the reason."), .required("title", .string),
        .required("status", .integer(400...599)), .required("detail", .string, "What happened and what to do."),
        .required("reason", .choice(ProblemReason.ids), "The stable id of what happened."),
        .required("values", values, "What the detail names, each by a name."),
        .required(
            "errors",
            .list(
                .object([
                    .required("pointer", .string, "A JSON pointer into the content, or `?` and a query parameter."),
                    .required("reason", .choice(ProblemReason.ids)), .required("detail", .string),
                    .required("values", values),
                ])), "Every field at fault."),
        .optional("current", .anything, "With 412: what would have been overwritten."),
    ])

    private static let values = Schema.map(.anything)
}
