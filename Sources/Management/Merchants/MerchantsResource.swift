internal import Accounts
internal import HTTPServer
internal import Registry

/// Merchants: whose the applications are, and what their people may have granted.
struct MerchantsResource: Sendable {
    let services: ManagementServices

    private static let scopes = Schema.scopes(0...10_000)

    /// Its operations.
    var operations: [Operation] {
        [
            Operation(
                .get, "/merchants", "listMerchants", "Merchants.", .permission(.readMerchants),
                answers: [Operation.Answer(200, .page(of: "Merchant"), "A page of the list.")],
                query: QueryParameter.paging + [
                    .search("the name"), .sort(MerchantQuery.Sort.allCases.map(\.rawValue)),
                ], handler: list),
            Operation(
                .post, "/merchants", "addMerchant", "Makes a merchant.", .permission(.writeMerchants),
                answers: [Operation.Answer(201, .named("Merchant"), "It is made.", tagged: true, isLocated: true)],
                refusals: [409],
                input: .object([.required("name", .text(.name)), .required("allowedScopes", Self.scopes)]),
                takesIdempotencyKey: true, handler: add),
            Operation(
                .get, "/merchants/{id}", "getMerchant", "One merchant.", .permission(.readMerchants),
                answers: [Operation.Answer(200, .named("Merchant"), "The merchant.", tagged: true)]
            ) { call in answer(try await found(call)) },
            Operation(
                .patch, "/merchants/{id}", "editMerchant",
                "Changes what its people may have granted. Applications keep the scopes that they have.",
                .permission(.writeMerchants),
                answers: [Operation.Answer(200, .named("Merchant"), "As it is now.", tagged: true)],
                input: .object([.required("allowedScopes", Self.scopes)]), precondition: .needed, handler: edit),
            Operation(
                .delete, "/merchants/{id}", "removeMerchant", "Removes one without applications and accounts.",
                .permission(.writeMerchants), answers: [Operation.Answer(204, nil, "It is gone.")], refusals: [409],
                precondition: .needed, handler: remove),
        ]
    }

    private func found(_ call: Call) async throws -> ListedMerchant {
        guard let found = try await services.store.merchant(call.value("id")) else {
            throw Problem.missing(.merchant)
        }
        return found
    }

    private func answer(_ found: ListedMerchant) -> WholeResponse {
        .json(MerchantOutput.json(found), version: found.merchant.version)
    }

    private func list(_ call: Call) async throws -> WholeResponse {
        let sort = call.query.text("sort") ?? MerchantQuery.Sort.name.rawValue
        let page = try await services.store.merchants(
            matching: MerchantQuery(
                text: call.query.search, sort: MerchantQuery.Sort(rawValue: String(sort.drop { $0 == "-" })) ?? .name,
                isDescending: sort.hasPrefix("-"), offset: call.query.offset, limit: call.query.limit))
        return .list(page.items.map(MerchantOutput.json), call.query, total: page.total)
    }

    private func add(_ call: Call) async throws -> WholeResponse {
        var input = call.input
        let scopes = await services.scopes(&input, held: [], allowed: nil, field: "allowedScopes")
        // By itself it is the store's to refuse, which knows whether this very request has made it before.
        if input.hasFaults, let name = input.text("name"), try await services.store.merchant(named: name) != nil {
            input.fault(FieldFault(taken: name))
        }
        try input.finish()
        let merchant = NewMerchant(
            id: services.accounts.merchantID(), name: input.text("name") ?? "", allowedScopes: scopes ?? [])
        let origin = try call.origin()
        return try await services.once(call, shown: [merchant.id]) { once in
            try await services.store.addMerchant(merchant, once: once, by: origin)
        } answer: { shown, _ in
            guard let id = shown.first, let found = try await services.store.merchant(id) else {
                throw Problem.missing(.merchant)
            }
            return .json(
                MerchantOutput.json(found), version: found.merchant.version, status: 201,
                fields: [("Location", ManagementAPI.prefix + "/merchants/" + id)])
        }
    }

    private func edit(_ call: Call) async throws -> WholeResponse {
        let current = try await found(call)
        var input = call.input
        let scopes = await services.scopes(
            &input, held: current.merchant.allowedScopes, allowed: nil, field: "allowedScopes")
        try input.finish()
        try await guarding(call) {
            _ = try await services.store.allowMerchant(
                call.value("id"), scopes ?? [], expecting: call.version, by: try call.origin())
        }
        return answer(try await found(call))
    }

    private func remove(_ call: Call) async throws -> WholeResponse {
        try await guarding(call) {
            _ = try await services.store.removeMerchant(
                call.value("id"), expecting: call.version, by: try call.origin())
        }
        return .done
    }

    /// Shows who loses against somebody else's change what there is now.
    private func guarding(_ call: Call, _ change: () async throws -> Void) async throws {
        do {
            try await change()
        } catch AccountError.refused(.versionMismatch) {
            let current = try await found(call)
            throw Problem.changedMeanwhile(MerchantOutput.json(current), version: current.merchant.version)
        }
    }
}
