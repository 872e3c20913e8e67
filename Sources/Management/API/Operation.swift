package import HTTPServer

/// One thing that the API does: what it is called by, what it takes, who may ask for it, and the function that does it.
///
/// Requests are checked by this, and the description of the API is written from it.
package struct Operation: Sendable {
    /// Does it.
    package typealias Handler = @Sendable (Call) async throws -> WholeResponse

    /// The methods that the API knows. HEAD follows GET.
    package enum Method: String, Hashable, Sendable, CaseIterable {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// What `If-Match` is to a change.
    package enum Precondition: Hashable, Sendable {
        /// It changes nothing that has a version.
        case none
        /// It holds where it is sent. For what must work at once, and does the same whatever came before.
        case taken
        /// It must be there: what is changed is what was read, and nobody else's change is lost.
        case needed
    }

    /// An answer that is not a problem.
    package struct Answer: Hashable, Sendable {
        /// The status code.
        let status: Int
        /// What the content is; `nil` for none.
        let schema: Schema?
        /// Its media type.
        let type: String
        /// What it says.
        let about: String
        /// Whether it has an `ETag`.
        let isTagged: Bool
        /// Whether it has a `Location`: what was made stands there.
        let isLocated: Bool

        package init(
            _ status: Int, _ schema: Schema?, _ about: String, type: String = "application/json",
            tagged: Bool = false, isLocated: Bool = false
        ) {
            self.status = status
            self.schema = schema
            self.about = about
            self.type = type
            isTagged = tagged
            self.isLocated = isLocated
        }
    }

    /// Its method.
    let method: Method
    /// Its path, after `/api/v1`.
    let path: PathTemplate
    /// What it is called in generated clients.
    let id: String
    /// What it does, in a line.
    let summary: String
    /// Who may ask for it.
    let access: Access
    /// What it answers.
    let answers: [Answer]
    /// Statuses of problems besides those that follow from the rest.
    let refusals: [Int]
    /// What its query may have.
    let query: [QueryParameter]
    /// What its content must be; `nil` where it takes none.
    let input: Schema?
    /// Whether content may be left out, as for an object whose members may all be.
    let inputMayBeEmpty: Bool
    /// Whether `If-Match` says which version is changed.
    let precondition: Precondition
    /// Whether an `Idempotency-Key` makes repeating it harmless.
    let takesIdempotencyKey: Bool
    /// Does it.
    let handler: Handler

    package init(
        _ method: Method, _ path: String, _ id: String, _ summary: String, _ access: Access,
        answers: [Answer], refusals: [Int] = [], query: [QueryParameter] = [], input: Schema? = nil,
        inputMayBeEmpty: Bool = false, precondition: Precondition = .none, takesIdempotencyKey: Bool = false,
        handler: @escaping Handler
    ) {
        self.method = method
        self.path = PathTemplate(path)
        self.id = id
        self.summary = summary
        self.access = access
        self.answers = answers
        self.refusals = refusals
        self.query = query
        self.input = input
        self.inputMayBeEmpty = inputMayBeEmpty
        self.precondition = precondition
        self.takesIdempotencyKey = takesIdempotencyKey
        self.handler = handler
    }
}
