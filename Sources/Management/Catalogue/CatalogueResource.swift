internal import Accounts
internal import Configuration
internal import HTTPServer
internal import Registry

/// What the configuration says: audiences, routes, and what would become of a call. Nothing here is changed.
struct CatalogueResource: Sendable {
    let services: ManagementServices

    /// Its operations.
    var operations: [Operation] {
        [
            Operation(
                .get, "/audiences", "listAudiences",
                "Audiences and their operations. Merchants' people see those of which they may grant something.",
                .permission(.readApplications),
                answers: [Operation.Answer(200, Self.audiences, "The audiences, in the order declared.")],
                handler: audiences),
            Operation(
                .get, "/routes", "listRoutes", "The route table, in the order in which routes are preferred.",
                .permission(.readRoutes),
                answers: [Operation.Answer(200, .page(of: "Route"), "A page of the list.")],
                query: QueryParameter.paging + [.search("method, host, path, requirement and upstream")],
                handler: routes),
            Operation(
                .get, "/routes/{index}/applications", "listRouteApplications",
                "The applications that reach a route: enabled, with what it asks for.",
                .permissions([.readRoutes, .readApplications]),
                answers: [Operation.Answer(200, .page(of: "Application"), "A page of the list.")],
                query: QueryParameter.paging + [
                    .search("name, owner and client id"), .sort(ApplicationQuery.Sort.allCases.map(\.rawValue)),
                ], handler: applications),
            Operation(
                .post, "/explain", "explain", "What would become of a call, and why. Nothing is sent or changed.",
                .permissions([.readRoutes, .readApplications]),
                answers: [Operation.Answer(200, .named("Explanation"), "Each step of the decision.")],
                refusals: [404, 409], input: Self.question, handler: explain),
        ]
    }

    // MARK: Audiences

    private static let audiences = Schema.object([
        .required(
            "items",
            .list(
                .object([
                    .required("name", .string), .required("description", .nullable(.string)),
                    .required(
                        "operations",
                        .list(
                            .object([
                                .required("operation", .string), .required("scope", .string),
                                .required("description", .string),
                                .required("grantable", .boolean, "Whether the caller may have it granted."),
                            ]))),
                ])))
    ])

    private func audiences(_ call: Call) async throws -> WholeResponse {
        let applications = ApplicationsResource(services: services)
        let merchant = try await applications.merchant(of: try call.signedIn())
        let isGrantable = { (scope: Scope) in merchant.map { $0.allowedScopes.contains(scope) } ?? true }
        let shown = await services.configuration().audiences.filter { audience in
            merchant == nil || audience.operations.contains { isGrantable($0.scope) }
        }
        return .items(
            shown.map { audience in
                [
                    "name": .string(audience.name), "description": .text(audience.description),
                    "operations": .array(
                        audience.operations.map {
                            [
                                "operation": .string($0.scope.operation), "scope": .string($0.scope.description),
                                "description": .string($0.description), "grantable": .bool(isGrantable($0.scope)),
                            ]
                        }),
                ]
            })
    }

    // MARK: Routes

    private func routes(_ call: Call) async throws -> WholeResponse {
        let text = call.query.search?.lowercased()
        let found = await services.routes().filter { text.map($0.text.lowercased().contains) ?? true }
        var items: [JSONOutput] = []
        for route in found.dropFirst(call.query.offset).prefix(call.query.limit) {
            let query = ApplicationQuery(isEnabled: true, scopes: route.reach, limit: 1)
            let count = try await services.store.applications(matching: query).total
            items.append(route.json.with("applications", .integer(Int64(count))))
        }
        return .list(items, call.query, total: found.count)
    }

    private func applications(_ call: Call) async throws -> WholeResponse {
        let index = Int(call.value("index"))
        guard let route = await services.routes().first(where: { $0.index == index }) else {
            throw Problem.missing(.route)
        }
        return try await ApplicationsResource(services: services).page(
            ApplicationQuery(isEnabled: true, scopes: route.reach), call)
    }

    // MARK: Explain

    private static let question = Schema.object([
        .required("method", .text(.line(1...64))), .required("target", .text(.line(1...8_192))),
        .optional("host", .text(.line(1...255)), "The issuer's unless set."),
        .optional("application", .text(.length(1...64)), "Whoever calls is this application, by its client id."),
        .optional("scopes", .scopes(0...1_000), "Whoever calls has these scopes."),
        .optional("token", .text(.line(1...16_384)), "The call carries this token. It is neither logged nor kept."),
    ])

    private func explain(_ call: Call) async throws -> WholeResponse {
        var input = call.input
        let caller = try await caller(&input)
        try input.finish()
        let answer = try await services.explain(
            ExplainQuestion(
                method: input.text("method") ?? "", target: input.text("target") ?? "", host: input.text("host"),
                caller: caller))
        return .json(answer)
    }

    private func caller(_ input: inout Input) async throws -> ExplainQuestion.Caller {
        let named = (["application", "scopes", "token"] as [StaticString]).filter { input.has($0) }
        for name in named.dropFirst() {
            input.fault("/\(name)", .memberUnfit, "application, scopes and token say each who calls; give one")
        }
        let scopes = await services.scopes(&input, held: [], allowed: nil)
        if let token = input.text("token") { return .token(token) }
        if let application = input.text("application") {
            if try await services.store.versionedApplication(application) == nil {
                input.fault("/application", .applicationUnknown, "no application has this client id")
            }
            return .application(application)
        }
        guard let scopes, !scopes.isEmpty else { return .nobody }
        return .scopes(scopes)
    }
}
