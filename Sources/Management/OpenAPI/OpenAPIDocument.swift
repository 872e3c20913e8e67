/// The description of the API (OpenAPI 3.1.0), out of the table that requests are answered by.
struct OpenAPIDocument {
    private let table: OperationTable
    private let scopes: [String]

    /// - Parameter scopes: those that the configuration in force declares.
    init(_ table: OperationTable, scopes: [String]) {
        self.table = table
        self.scopes = scopes
    }

    /// The document.
    var json: JSONOutput {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Tollgate management API", "version": "1",
                "description": .string(Self.about), "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": .string(ManagementAPI.prefix)]],
            "tags": .array(tags.map { ["name": .string($0)] }),
            "paths": .object(paths),
            "components": [
                "securitySchemes": Self.securitySchemes,
                "schemas": .object(
                    [JSONOutput.Member("Scope", ["type": "string", "enum": .strings(scopes)])]
                        + table.schemas.map { JSONOutput.Member($0.name, $0.schema.json) }),
                "responses": ["Problem": Self.problem],
            ],
        ]
    }

    private static let about = """
        Applications, merchants, accounts, routes and the audit trail of one gateway. Sign in for a cookie, or send an API \
        token. With the cookie, every method but GET and HEAD needs X-CSRF-Token. Errors are problem details (RFC 9457) \
        that name every field at fault: 400 where the content is not as described here, 422 where it is, and cannot be done.
        """

    private static let securitySchemes: JSONOutput = [
        "session": [
            "type": "apiKey", "in": "cookie", "name": "tollgate_session",
            "description": "From POST /session. Every method but GET and HEAD needs X-CSRF-Token as well.",
        ],
        "csrf": [
            "type": "apiKey", "in": "header", "name": "X-CSRF-Token",
            "description": "The session's `csrfToken`, from POST or GET /session: no page of another site can say it.",
        ],
        "token": ["type": "http", "scheme": "bearer", "description": "An API token, from POST /me/tokens."],
    ]

    private static let problem: JSONOutput = [
        "description": "Why it is not done (RFC 9457).",
        "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
    ]

    private var tags: [String] {
        table.operations.map(\.tag).reduce(into: []) { tags, tag in if !tags.contains(tag) { tags.append(tag) } }
    }

    /// Operations of one path together, in the order of the table.
    private var paths: [JSONOutput.Member] {
        var paths: [JSONOutput.Member] = []
        for operation in table.operations {
            let item = operation.description
            let name = operation.method.rawValue.lowercased()
            if let place = paths.firstIndex(where: { $0.name == operation.path.text }) {
                paths[place].value = paths[place].value.with(name, item)
            } else {
                paths.append(JSONOutput.Member(operation.path.text, .object([JSONOutput.Member(name, item)])))
            }
        }
        return paths
    }
}

extension Operation {
    /// The first segment of its path.
    var tag: String { path.text.split(separator: "/").first.map(String.init) ?? "" }

    /// The statuses that it may refuse with, out of all that it takes.
    var refusalStatuses: [Int] {
        var statuses: Set<Int> = Set(refusals).union([400, 401, 421, 500, 503])
        if access != .anyone { statuses.insert(403) }
        if method != .get { statuses.insert(403) }
        if !path.names.isEmpty { statuses.insert(404) }
        if input != nil { statuses.formUnion([413, 415, 422]) }
        if precondition != .none { statuses.insert(412) }
        if precondition == .needed { statuses.insert(428) }
        // Something that a repeated creation made before may be gone by now.
        if takesIdempotencyKey { statuses.formUnion([404, 422]) }
        return statuses.sorted()
    }

    /// Every status that it may answer with.
    var statuses: Set<Int> { Set(answers.map(\.status) + refusalStatuses + (mayBeHeld ? [304] : [])) }

    /// Whether the reader may say which version it has, and is answered 304 where that is the one there is.
    private var mayBeHeld: Bool { method == .get && answers.contains(where: \.isTagged) }

    /// The operation as OpenAPI describes it.
    fileprivate var description: JSONOutput {
        var json: JSONOutput = [
            "operationId": .string(id), "summary": .string(summary), "tags": [.string(tag)],
            "description": .string(access.about), "security": .array(security),
        ]
        if !parameters.isEmpty { json = json.with("parameters", .array(parameters)) }
        if let input {
            json = json.with(
                "requestBody",
                ["required": .bool(!inputMayBeEmpty), "content": ["application/json": ["schema": input.json]]])
        }
        return json.with("responses", .object(responses))
    }

    /// What a request may present, one of these, each with everything in it; nothing where everybody may ask.
    private var security: [JSONOutput] {
        // Whoever is signed in says the session's second token, too, with what is not only read.
        let session: JSONOutput = method == .get ? ["session": []] : ["session": [], "csrf": []]
        switch access {
        case .anyone: return []
        case .session: return [session]
        case .signedIn, .permissions: return [session, ["token": []]]
        }
    }

    private var parameters: [JSONOutput] {
        let ofPath = path.names.map { name -> JSONOutput in
            ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string", "minLength": 1]]
        }
        let ofQuery = query.map { parameter -> JSONOutput in
            [
                "name": .string(parameter.name), "in": "query", "description": .string(parameter.about),
                "schema": parameter.schema.json,
            ]
        }
        return ofPath + ofQuery + conditions
    }

    private var conditions: [JSONOutput] {
        var parameters: [JSONOutput] = []
        if mayBeHeld {
            parameters.append([
                "name": "If-None-Match", "in": "header", "description": "ETags of what the reader has.",
                "schema": ["type": "string"],
            ])
        }
        if precondition != .none {
            parameters.append([
                "name": "If-Match", "in": "header", "required": .bool(precondition == .needed),
                "description": "The ETag of what is changed, as it was read; `*` for whatever it is now.",
                "schema": ["type": "string", "pattern": "^(\\*|\"[1-9][0-9]{0,17}\")$"],
            ])
        }
        if takesIdempotencyKey {
            parameters.append([
                "name": "Idempotency-Key", "in": "header",
                "description": """
                Chosen by the caller, one for each thing to be made. Repeated within 24 hours with the same content, it \
                gets the same answer; with other content, 422.
                """,
                "schema": ["type": "string", "pattern": "^[!-~]{1,255}$"],
            ])
        }
        return parameters
    }

    private var responses: [JSONOutput.Member] {
        var good: [JSONOutput.Member] = []
        for status in Set(answers.map(\.status)).sorted() {
            good.append(JSONOutput.Member("\(status)", Self.response(answers.filter { $0.status == status })))
        }
        if mayBeHeld {
            good.append(JSONOutput.Member("304", ["description": "The reader has it: If-None-Match names its ETag."]))
        }
        let refused = refusalStatuses.map {
            JSONOutput.Member("\($0)", ["$ref": "#/components/responses/Problem"])
        }
        return good + refused
    }

    /// Answers of one status, which have a media type each.
    private static func response(_ answers: [Answer]) -> JSONOutput {
        var json: JSONOutput = ["description": .string(answers[0].about)]
        if !answers[0].fields.isEmpty { json = json.with("headers", .object(answers[0].fields)) }
        let content = answers.compactMap { answer in
            answer.schema.map { JSONOutput.Member(answer.type, ["schema": $0.json]) }
        }
        return content.isEmpty ? json : json.with("content", .object(content))
    }
}

extension Operation.Answer {
    /// The field lines that it has besides those of every answer.
    fileprivate var fields: [JSONOutput.Member] {
        let text: JSONOutput = ["type": "string"]
        let tag = JSONOutput.Member(
            "ETag", ["description": "Its version, for If-Match and If-None-Match.", "required": true, "schema": text])
        let place = JSONOutput.Member(
            "Location", ["description": "Where it stands.", "required": true, "schema": text])
        return (isTagged ? [tag] : []) + (isLocated ? [place] : [])
    }
}
