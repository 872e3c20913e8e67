internal import Accounts
internal import HTTPServer
internal import Registry

extension ApplicationsResource {
    /// Changing and removing applications.
    var changing: [Operation] {
        [
            Operation(
                .patch, "/applications/{clientId}", "editApplication", "Changes name, owner or scopes.",
                .permission(.writeApplications),
                answers: [Operation.Answer(200, .named("Application"), "As it is now.", tagged: true)],
                input: .object([
                    .optional("name", .text(.name)), .optional("owner", .text(.name), "For operators."),
                    .optional("scopes", .scopes(1...1_000), "All that it shall have."),
                ]),
                precondition: .needed, handler: edit),
            Operation(
                .delete, "/applications/{clientId}", "removeApplication", "Removes it for good. For operators.",
                .permission(.writeApplications), answers: [Operation.Answer(204, nil, "It is gone.")],
                precondition: .needed, handler: remove),
            Operation(
                .post, "/applications/{clientId}/enable", "enableApplication",
                "Lets it fetch tokens and use those it has. Operators alone where one of them disabled it.",
                .permission(.writeApplications),
                answers: [Operation.Answer(200, .named("Application"), "As it is now.", tagged: true)],
                precondition: .taken, handler: enable),
            action("disable", "disableApplication", "Stops it from fetching tokens and from using those it has.") {
                store, id, condition, origin in
                try await store.disable(id, if: condition, by: origin)
            },
            action(
                "revoke-tokens", "revokeApplicationTokens", "Makes every token worthless that was issued before.",
                refusals: [409]
            ) { store, id, condition, origin in
                try await store.revokeTokens(id, if: condition, by: origin)
            },
        ]
    }

    /// An operation without content, which answers the application.
    private func action(
        _ name: String, _ id: String, _ summary: String, refusals: [Int] = [],
        _ make:
            @escaping @Sendable (any ManagementStore, String, ChangeCondition, ChangeOrigin) async throws ->
            StoreOutcome
    ) -> Operation {
        Operation(
            .post, "/applications/{clientId}/\(name)", id, summary, .permission(.writeApplications),
            answers: [Operation.Answer(200, .named("Application"), "As it is now.", tagged: true)], refusals: refusals,
            precondition: .taken
        ) { call in
            try await change(call) { id, condition, origin in
                try await make(services.store, id, condition, origin)
            }
        }
    }

    private func edit(_ call: Call) async throws -> WholeResponse {
        let current = try await found(call)
        var input = call.input
        let merchant = try await merchant(of: try call.signedIn())
        if let merchant, let owner = input.text("owner"), !owner.utf8.elementsEqual(merchant.name.utf8) {
            input.fault(
                "/owner", .ownerNotAllowed, "the application stays with \(merchant.name)",
                ["owner": .string(merchant.name)])
        }
        let scopes = await services.scopes(
            &input, held: current.application.scopes, allowed: merchant?.allowedScopes)
        try input.finish()
        let edit = ApplicationEdit(name: input.text("name"), owner: input.text("owner"), scopes: scopes)
        return try await change(call) { id, condition, origin in
            try await services.store.edit(id, edit, if: condition, by: origin)
        }
    }

    private func remove(_ call: Call) async throws -> WholeResponse {
        _ = try await found(call)
        guard try call.signedIn().account.role.merchantID == nil else {
            throw Problem.forbidden(
                .applicationKeep, "Only operators remove applications. Disable it, and it can do nothing.")
        }
        _ = try await changed(call) { id, condition, origin in
            try await services.store.remove(id, if: condition, by: origin)
        }
        return .done
    }
}
