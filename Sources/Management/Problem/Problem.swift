package import HTTPServer
internal import HTTPCodec

/// Why a request is not done: problem details for a program and for a person (RFC 9457).
package struct Problem: Error, Sendable {
    /// The status code, 400 to 599.
    package var status: Int
    /// The stable id of the reason; never interpolated.
    package var reason: String
    /// What happened and what to do.
    package var detail: String
    /// The fields that are at fault, all of them.
    package var errors: [FieldFault] = []
    /// The representation as it is now, where a precondition failed.
    package var current: JSONOutput?
    /// Field lines that the answer gets besides its own.
    package var fields: [(name: String, value: String)] = []

    package init(_ status: Int, _ reason: String, _ detail: String) {
        self.status = status
        self.reason = reason
        self.detail = detail
    }

    /// What names the kind of problem, for good; nothing is served there.
    package var type: String { "urn:tollgate:problem:" + reason }

    /// The problem as a document.
    var json: JSONOutput {
        var json: JSONOutput = [
            "type": .string(type), "title": .string("\(StatusPhrase.of(status))"), "status": .integer(Int64(status)),
            "detail": .string(detail), "reason": .string(reason),
            "errors": .array(
                errors.map {
                    ["pointer": .string($0.pointer), "reason": .string($0.reason), "detail": .string($0.detail)]
                }),
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
        .required("reason", .string, "The stable id of what happened."),
        .required(
            "errors",
            .list(
                .object([
                    .required("pointer", .string, "A JSON pointer into the content, or `?` and a query parameter."),
                    .required("reason", .string), .required("detail", .string),
                ])), "Every field at fault."),
        .optional("current", .anything, "With 412: what would have been overwritten."),
    ])
}
