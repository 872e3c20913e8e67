internal import Accounts
internal import Configuration
internal import HTTPServer
internal import Registry

/// What the API says of itself, to everybody.
struct DescriptionResource: Sendable {
    let services: ManagementServices
    /// Every operation but these.
    let described: OperationTable

    /// Its operations.
    var operations: [Operation] {
        [
            Operation(
                .get, "/meta", "getMeta", "What a page needs before anybody has signed in.", .anyone,
                answers: [Operation.Answer(200, Self.meta, "The gateway.")], handler: meta),
            Operation(
                .get, "/openapi.json", "getDescription", "This description.", .anyone,
                answers: [Operation.Answer(200, .map(.anything), "OpenAPI 3.1.")], handler: describe),
        ]
    }

    private static let meta = Schema.object([
        .required("setupNeeded", .boolean, "Whether there is no account yet."),
        .required("tokenEndpoint", .string), .required("issuer", .string),
        .optional("version", .string, "For whoever has signed in."),
    ])

    private func meta(_ call: Call) async throws -> WholeResponse {
        let issuer = await services.configuration().issuer.url
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        let json: JSONOutput = [
            "setupNeeded": .bool(try await !services.store.hasAccounts()),
            "tokenEndpoint": .string(base + "/oauth/token"), "issuer": .string(issuer),
        ]
        return .json(call.caller == nil ? json : json.with("version", .string(services.version)))
    }

    private func describe(_ call: Call) async throws -> WholeResponse {
        let table = OperationTable(described.operations + operations, schemas: described.schemas)
        let scopes = await services.configuration().audiences.flatMap { $0.operations.map(\.scope.description) }
        return .json(OpenAPIDocument(table, scopes: scopes).json)
    }
}
