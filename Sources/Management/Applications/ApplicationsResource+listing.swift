internal import Accounts
internal import HTTPServer
internal import Registry

extension ApplicationsResource {
    static let filters =
        QueryParameter.paging + [
            .search("name, owner and client id"), .sort(ApplicationQuery.Sort.allCases.map(\.rawValue)),
            QueryParameter("owner", .string, "Only those of this owner."),
            QueryParameter("enabled", .boolean, "Only those that are enabled, or that are not."),
            QueryParameter("scope", .text(.scope), "Only those that have this scope, which may be declared no more."),
        ]

    /// Looking at applications.
    var listing: [Operation] {
        [
            Operation(
                .get, "/applications", "listApplications", "Applications, in the order of registration.",
                .permission(.readApplications),
                answers: [Operation.Answer(200, .page(of: "Application"), "A page of the list.")],
                query: Self.filters, handler: list),
            Operation(
                .get, "/applications/{clientId}", "getApplication", "One application.",
                .permission(.readApplications),
                answers: [Operation.Answer(200, .named("Application"), "The application.", tagged: true)]
            ) { call in try await answer(try await found(call), call) },
        ]
    }

    private func list(_ call: Call) async throws -> WholeResponse {
        var query = ApplicationQuery()
        query.owner = call.query.text("owner")
        query.isEnabled = call.query.boolean("enabled")
        query.scopes = call.query.text("scope").flatMap { Scope($0) }.map { .all([$0]) }
        return try await page(query, call)
    }

    /// A page of the applications that a query asks for and the caller may see.
    func page(_ wanted: ApplicationQuery, _ call: Call) async throws -> WholeResponse {
        var query = wanted
        (query.offset, query.limit) = (call.query.offset, call.query.limit)
        query.text = call.query.search
        let sort = call.query.text("sort") ?? ApplicationQuery.Sort.number.rawValue
        query.isDescending = sort.hasPrefix("-")
        query.sort = ApplicationQuery.Sort(rawValue: String(sort.drop { $0 == "-" })) ?? .number
        if let own = try await owner(of: try call.signedIn()) {
            // Whoever asks for others' gets what there is of them: nothing.
            if let asked = query.owner, !asked.utf8.elementsEqual(own.utf8) { return .list([], call.query, total: 0) }
            query.owner = own
        }
        let asked = query
        let page = try await services.store.applications(matching: asked)
        let uses = try await services.store.secretUses(ofNumbers: page.items.map(\.application.number))
        let items = page.items.map {
            ApplicationOutput.json($0, uses: uses[$0.application.number] ?? [], at: call.now)
        }
        return .list(items, call.query, total: page.total)
    }
}
