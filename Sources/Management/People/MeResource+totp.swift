internal import Accounts
internal import HTTPServer
internal import Signing

extension MeResource {
    /// The authenticator.
    var totpOperations: [Operation] {
        let current = Schema.object([.required("currentPassword", .text(.length(1...1_024)))])
        return [
            Operation(
                .post, "/me/totp", "beginTOTP",
                "Makes the secret of an authenticator. It counts once a code has confirmed it.", .session,
                answers: [
                    Operation.Answer(
                        200,
                        .object([
                            .required("secret", .string, "To be typed into the authenticator."),
                            .required("uri", .string, "For the authenticator's camera."),
                        ]), "The secret.")
                ], refusals: [409, 429], input: current, handler: begin),
            Operation(
                .post, "/me/totp/confirm", "confirmTOTP", "Has signing in take a code from now on.", .session,
                answers: [Operation.Answer(204, nil, "It counts.")], refusals: [409, 429],
                input: .object([.required("code", .text(.code))]), precondition: .taken, handler: confirm),
            Operation(
                .post, "/me/totp/remove", "removeTOTP", "Has signing in take no code any more.", .session,
                answers: [Operation.Answer(204, nil, "It is gone.")], refusals: [409, 429], input: current,
                precondition: .taken, handler: remove),
        ]
    }

    private func begin(_ call: Call) async throws -> WholeResponse {
        try call.input.finish()
        let account = try await confirmed(call).account
        guard !account.hasTOTP else {
            throw Problem(409, .totpPresent, "The account has an authenticator. Remove it first.")
        }
        let secret = TOTPSecret.random()
        services.pendingTOTP.put(secret, for: account.id, at: call.now)
        let issuer = services.hosts().address.split(separator: "/").last.map(String.init) ?? ""
        return .json([
            "secret": .string(secret.text),
            "uri": .string(secret.uri(issuer: "Tollgate " + issuer, name: account.name)),
        ])
    }

    private func confirm(_ call: Call) async throws -> WholeResponse {
        try call.input.finish()
        let account = try call.signedIn().account
        guard let secret = services.pendingTOTP.secret(for: account.id, at: call.now) else {
            throw Problem(409, .totpNotBegun, "No secret waits to be confirmed. Begin at POST /me/totp.")
        }
        guard let step = secret.step(of: call.input.text("code") ?? "", at: call.now, after: 0) else {
            throw Problem.unprocessable([
                FieldFault("/code", .codeWrong, "this is not the code of now; look at the authenticator's clock")
            ])
        }
        let sealed = try secret.sealed(under: services.masterKey, accountID: account.id)
        _ = try await guarding(call) {
            try await services.store.setTOTP(
                of: account.id, to: sealed, step: step, expecting: call.version, by: try call.origin())
        }
        services.pendingTOTP.remove(account.id)
        return .done
    }

    private func remove(_ call: Call) async throws -> WholeResponse {
        try call.input.finish()
        let account = try await confirmed(call).account
        guard account.hasTOTP else { throw Problem(409, .totpAbsent, "The account has no authenticator.") }
        _ = try await guarding(call) {
            try await services.store.setTOTP(
                of: account.id, to: nil, step: 0, expecting: call.version, by: try call.origin())
        }
        return .done
    }
}
