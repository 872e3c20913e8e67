internal import Accounts
internal import HTTPServer

extension AccountsResource {
    /// The API tokens of others: what a script in wrong hands is stopped by, without stopping the person.
    var tokenOperations: [Operation] {
        [
            Operation(
                .get, "/accounts/{id}/tokens", "listAccountTokens", "An account's API tokens.",
                .permission(.readAccounts),
                answers: [Operation.Answer(200, .items(of: "APIToken"), "The tokens, newest first.")]
            ) { call in
                let tokens = try await services.store.tokens(of: try await found(call).id)
                return .items(tokens.map { APITokenOutput.json($0, at: call.now) })
            },
            Operation(
                .delete, "/accounts/{id}/tokens/{token}", "revokeAccountToken", "Revokes one of them.",
                .permission(.writeAccounts), answers: [Operation.Answer(204, nil, "It is worth nothing any more.")]
            ) { call in
                let account = try await found(call)
                try Self.check(call, mayManage: account)
                try await services.store.revokeToken(call.value("token"), of: account.id, by: try call.origin())
                return .done
            },
        ]
    }
}
