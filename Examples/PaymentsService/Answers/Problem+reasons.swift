import HTTPCodec

/// The one place where refusals are worded.
extension Problem {
    static let noSuchPath = Problem(
        status: 404, detail: "There is nothing at this path. See /transactions and /health.")

    static func method(allow: String) -> Problem {
        Problem(
            status: 405, detail: "The path is not served for this method. Use one of: \(allow).",
            fields: [Field(name: "Allow", value: allow)])
    }

    static let mediaType = Problem(
        status: 415, detail: "The content must be JSON. Send it with Content-Type: application/json.",
        fields: [Field(name: "Accept-Post", value: "application/json")])

    static func malformed(_ detail: String) -> Problem { Problem(status: 400, detail: detail) }

    static func query(_ errors: [Fault]) -> Problem {
        Problem(status: 400, detail: "The query has parameters that cannot be used. See errors.", errors: errors)
    }

    static func invalid(_ errors: [Fault]) -> Problem {
        Problem(status: 422, detail: "Nothing was done: fields are missing or wrong. See errors.", errors: errors)
    }

    /// A message that the server could not understand.
    init(_ fault: MessageFault) {
        self.init(status: fault.status, detail: "\(fault.explanation)")
    }

    init(_ refusal: LedgerRefusal) {
        switch refusal {
        case .unknown(let id):
            self.init(status: 404, detail: "There is no transaction \(id). Check the id against the list.")
        case .nothingLeft(let id):
            self.init(status: 409, detail: "All of \(id) has been refunded before. Nothing was done.")
        case .moreThanLeft(let left, let currency):
            self = .invalid([
                Fault(
                    field: "amount", detail: "Only \(left) \(currency) in minor units is left. Send no more than that.")
            ])
        case .full:
            self.init(status: 503, detail: "The ledger is full. Nothing was done; start the service anew.")
        }
    }
}
