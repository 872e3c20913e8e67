import HTTPCodec
import HTTPServer

/// Why a request was not carried out, as problem details (RFC 9457).
struct Problem: Error, Hashable, Sendable {
    /// One field or parameter that is wrong.
    struct Fault: Hashable, Sendable, Encodable {
        let field: String
        /// What to send instead.
        let detail: String
    }

    let status: Int
    /// What happened and what to do.
    let detail: String
    /// Every field that is wrong, where fields are.
    var errors: [Fault] = []
    /// Field lines that the status asks for.
    var fields: [Field] = []

    /// A field line of the answer.
    struct Field: Hashable, Sendable {
        let name: String
        let value: String
    }

    /// The answer.
    func response(caller: Caller?) -> WholeResponse {
        var response = WholeResponse.json(status: status, self, caller: caller, type: "application/problem+json")
        response.fields += fields.map { ($0.name, $0.value) }
        return response
    }
}

extension Problem: Encodable {
    private enum Key: String, CodingKey {
        case type, title, status, detail, errors
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode("about:blank", forKey: .type)
        try members.encode("\(StatusPhrase.of(status))", forKey: .title)
        try members.encode(status, forKey: .status)
        try members.encode(detail, forKey: .detail)
        if !errors.isEmpty { try members.encode(errors, forKey: .errors) }
    }
}
