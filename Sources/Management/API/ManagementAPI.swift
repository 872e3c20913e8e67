internal import Accounts
package import HTTPServer

/// The management API: one request after the other through the same steps, so that no operation can forget one.
package struct ManagementAPI: Sendable {
    /// Where it begins.
    package static let prefix = "/api/v1"

    private let table: OperationTable
    private let services: ManagementServices

    /// - Parameter others: operations besides those that are here anyway, such as the overview's.
    package init(_ services: ManagementServices, others: [Operation] = []) {
        self.services = services
        table = .all(services, others: others)
    }

    /// Whether a path is the API's.
    package static func isOwn(_ path: String) -> Bool { path == "/api" || path.hasPrefix("/api/") }

    /// Answers a request for ``isOwn(_:)``.
    package func respond(to request: WholeRequest) async -> WholeResponse {
        do {
            return try await answer(request).guarded
        } catch {
            return Problem.of(error, log: services.log).response.guarded
        }
    }

    /// Why a file of the console is not handed out; `nil` where it may be. A page of somebody else that has bent its own name
    /// to this address would otherwise be of one origin with ours.
    func refusal(ofFile request: WholeRequest) -> Problem? {
        do throws(Problem) {
            try services.hosts().check(request)
            return nil
        } catch {
            return error
        }
    }

    private func answer(_ request: WholeRequest) async throws -> WholeResponse {
        let now = services.now()
        // 1. By a name of ours, or it is a page that has bent its own name to our address.
        let hosts = services.hosts()
        try hosts.check(request)
        // 2. What is asked for.
        let (operation, path) = try operation(request)
        // 3. Who asks.
        let caller = try await Caller.of(request, in: services.store, at: now)
        // 4. That no page of somebody else asks in that name. A token is sent by nobody's browser of its own accord.
        if caller?.token == nil { try checkPage(request, operation, caller, hosts) }
        // 5. Who may ask.
        try Self.check(caller, operation.access)
        // 6. Whether it is asked rightly.
        let call = Call(
            request: request, caller: caller, path: path,
            query: try QueryValues(request.query, operation.query),
            input: try Self.input(request, operation),
            version: try EntityVersion.expected(request, operation.precondition),
            idempotencyKey: operation.takesIdempotencyKey ? try Self.idempotencyKey(request) : nil, now: now)
        // 7. What it is for.
        return Self.conditional(try await operation.handler(call), request)
    }

    private func operation(_ request: WholeRequest) throws(Problem) -> (Operation, [String: String]) {
        guard request.path.hasPrefix(Self.prefix + "/") else { throw .notFound }
        switch table.match(request.method, request.path.dropFirst(Self.prefix.utf8.count)) {
        case .found(let operation, let values): return (operation, values)
        case .unknown: throw .notFound
        case .wrongMethod(let allow):
            var problem = Problem(
                405, .methodUnknown, "This path has other methods: \(allow).", ["allow": .string(allow)])
            problem.fields = [("Allow", allow)]
            throw problem
        }
    }

    private func checkPage(
        _ request: WholeRequest, _ operation: Operation, _ caller: Caller?, _ hosts: HostRule
    ) throws(Problem) {
        let isSafe = operation.method == .get
        if !isSafe || caller != nil { try CrossSiteRule.checkPage(request, hosts) }
        guard !isSafe, let caller, caller.session != nil else { return }
        // Signing in anew needs no token of the session before: the page that does so has none.
        if operation.access != .anyone { try CrossSiteRule.checkToken(request, caller.csrfToken) }
    }

    private static func check(_ caller: Caller?, _ access: Access) throws(Problem) {
        if access == .anyone { return }
        guard let caller else { throw .signInNeeded }
        switch access {
        case .anyone, .signedIn: return
        case .session:
            guard caller.session != nil else {
                throw .forbidden(.sessionNeeded, "Sign in for this: an API token is not enough.")
            }
        case .permissions(let permissions):
            guard let missing = permissions.first(where: { !caller.permissions.contains($0) }) else { return }
            throw .forbidden(
                .permissionMissing, "This needs the permission \(missing.rawValue).",
                ["permission": .string(missing.rawValue)])
        }
    }

    private static func input(_ request: WholeRequest, _ operation: Operation) throws(Problem) -> Input {
        guard let schema = operation.input else {
            guard request.content.isEmpty else {
                throw Problem(400, .contentUnexpected, "This takes no content; send none.")
            }
            return .none
        }
        return try Input.read(request, by: schema, mayBeEmpty: operation.inputMayBeEmpty)
    }

    private static func idempotencyKey(_ request: WholeRequest) throws(Problem) -> String? {
        let values = request.values(of: "Idempotency-Key")
        guard let key = values.first else { return nil }
        let isPrintable = key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard values.count == 1, (1...255).contains(key.utf8.count), isPrintable else {
            throw Problem(
                400, .idempotencyMalformed, "Idempotency-Key: send one, of 1 to 255 printable ASCII characters.")
        }
        return key
    }

    /// The answer, or 304 to a reader that has it (RFC 9110 §15.4.5).
    private static func conditional(_ response: WholeResponse, _ request: WholeRequest) -> WholeResponse {
        guard response.status == 200, request.method == "GET" || request.method == "HEAD",
            let tag = response.fields.first(where: { $0.name == "ETag" })?.value,
            EntityVersion.isNamed(tag, in: request)
        else { return response }
        return WholeResponse(status: 304, fields: [("ETag", tag)])
    }
}
