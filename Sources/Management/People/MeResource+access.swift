internal import Accounts
internal import HTTPServer

extension MeResource {
    /// The sessions of an account.
    var sessionOperations: [Operation] {
        [
            Operation(
                .get, "/me/sessions", "listSessions", "Where the account is signed in.", .session,
                answers: [Operation.Answer(200, .items(of: "Session"), "The sessions, newest first.")]
            ) { call in
                let caller = try call.signedIn()
                let sessions = try await services.store.sessions(of: caller.account.id, at: call.now)
                return .items(sessions.map { SessionOutput.json($0, current: caller.session?.id) })
            },
            Operation(
                .delete, "/me/sessions/{id}", "endSession", "Ends one of them.", .session,
                answers: [Operation.Answer(204, nil, "It has ended.")]
            ) { call in
                try await services.store.endSession(
                    call.value("id"), of: try call.signedIn().account.id, isSignOut: false, by: try call.origin())
                return .done
            },
        ]
    }

    /// The API tokens of an account.
    var tokenOperations: [Operation] {
        [
            Operation(
                .get, "/me/tokens", "listTokens", "The account's API tokens.", .session,
                answers: [Operation.Answer(200, .items(of: "APIToken"), "The tokens, newest first.")]
            ) { call in
                let tokens = try await services.store.tokens(of: try call.signedIn().account.id)
                return .items(tokens.map { APITokenOutput.json($0, at: call.now) })
            },
            Operation(
                .post, "/me/tokens", "makeToken", "Makes an API token. It is shown this once.", .session,
                answers: [Operation.Answer(201, APITokenOutput.withText, "It is made.")], refusals: [409],
                input: .object([
                    .required("name", .text(.name)),
                    .required(
                        "permissions",
                        .list(
                            .choice(Permission.allCases.map(\.rawValue)), count: 1...Permission.allCases.count,
                            unique: true), "No more than the account has."),
                    .optional("expiresInDays", .integer(1...APIToken.longestLifetime), "90 unless set."),
                ]), takesIdempotencyKey: true, handler: make),
            Operation(
                .delete, "/me/tokens/{id}", "revokeToken", "Revokes one of them.", .session,
                answers: [Operation.Answer(204, nil, "It is worth nothing any more.")]
            ) { call in
                try await services.store.revokeToken(
                    call.value("id"), of: try call.signedIn().account.id, by: try call.origin())
                return .done
            },
        ]
    }

    private func make(_ call: Call) async throws -> WholeResponse {
        var input = call.input
        let account = try call.signedIn().account
        let permissions = (input.texts("permissions") ?? []).compactMap { Permission(rawValue: $0) }
        for (index, text) in input.elements("permissions") {
            guard let permission = Permission(rawValue: text), !account.permissions.contains(permission) else {
                continue
            }
            input.fault(
                "/permissions/\(index)", .tokenPermissionsNotHeld, "the account does not have this permission",
                ["permissions": .strings([permission.rawValue])])
        }
        try input.finish()
        let token = try services.accounts.apiToken(
            of: account, name: input.text("name") ?? "", permissions: Set(permissions),
            expiresInDays: input.integer("expiresInDays") ?? APIToken.usualLifetime, at: call.now)
        let origin = try call.origin()
        return try await services.once(call, shown: [token.record.id, token.text]) { once in
            try await services.store.addToken(token, once: once, by: origin)
        } answer: { shown, made in
            var found = made
            if found == nil {
                found = try await services.store.tokens(of: account.id).first { $0.id == shown.first }
            }
            guard let found, shown.count == 2 else { throw Problem.missing(.token) }
            return .json(APITokenOutput.json(found, at: call.now).with("token", .string(shown[1])), status: 201)
        }
    }
}
