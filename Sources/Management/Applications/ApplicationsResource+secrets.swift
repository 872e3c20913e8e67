internal import Accounts
internal import HTTPServer
internal import Registry

extension ApplicationsResource {
    /// Ten years, which nobody waits for.
    private static let longestChangeover: Int64 = 3_650 * 86_400

    /// The secrets of an application.
    var secretOperations: [Operation] {
        [
            Operation(
                .post, "/applications/{clientId}/secrets", "addSecret",
                "Makes another secret, shown this once; both are good until the old one ends or is removed.",
                .permission(.writeApplications),
                answers: [
                    Operation.Answer(201, ApplicationOutput.withSecret, "It is made.", tagged: true, isLocated: true)
                ],
                refusals: [409],
                input: .object([
                    .optional(
                        "oldSecretsEndIn", .integer(1...Self.longestChangeover),
                        "When the secrets that are live now shall end, in seconds from now.")
                ]), inputMayBeEmpty: true, precondition: .taken, takesIdempotencyKey: true, handler: addSecret),
            Operation(
                .patch, "/applications/{clientId}/secrets/{secretId}", "endSecret",
                "Gives a secret an end, or takes its end away.", .permission(.writeApplications),
                answers: [Operation.Answer(200, .named("Application"), "As it is now.", tagged: true)],
                refusals: [409],
                input: .object([
                    .required("endsAt", .nullable(.text(.time)), "A time in the future; `null` for no end.")
                ]), precondition: .needed, handler: endSecret),
            Operation(
                .delete, "/applications/{clientId}/secrets/{secretId}", "removeSecret",
                "Removes a secret that is not the last live one.", .permission(.writeApplications),
                answers: [Operation.Answer(200, .named("Application"), "As it is now.", tagged: true)],
                refusals: [409],
                query: [
                    QueryParameter("revokeTokens", .boolean, "Whether every token issued before becomes worthless.")
                ], precondition: .taken, handler: removeSecret),
        ]
    }

    private func addSecret(_ call: Call) async throws -> WholeResponse {
        _ = try await found(call)
        try call.input.finish()
        let (id, condition, origin) = (call.value("clientId"), try condition(call), try call.origin())
        let secret = services.credentials.secret(at: call.now)
        let end = call.input.integer("oldSecretsEndIn").map { call.now + $0 }
        return try await services.once(call, shown: [id, secret.stored.id, secret.text]) { once in
            try await guarding(call) {
                try await services.store.addSecret(
                    id, secret.stored, othersEndAt: end, if: condition, once: once, by: origin)
            }
        } answer: { shown, outcome in
            try await created(shown, outcome, call, isRegistration: false)
        }
    }

    private func endSecret(_ call: Call) async throws -> WholeResponse {
        _ = try await found(call)
        var input = call.input
        let end = input.time("endsAt")
        if let end, end <= call.now {
            input.fault("/endsAt", .secretEndNotAhead, "give a time in the future; to end it now, remove it")
        }
        try input.finish()
        let secret = call.value("secretId")
        return try await change(call) { id, condition, origin in
            try await services.store.endSecret(id, secret: secret, at: end, if: condition, by: origin)
        }
    }

    private func removeSecret(_ call: Call) async throws -> WholeResponse {
        _ = try await found(call)
        let (secret, revoking) = (call.value("secretId"), call.query.boolean("revokeTokens") ?? false)
        return try await change(call) { id, condition, origin in
            try await services.store.removeSecret(
                id, secret: secret, revokingTokens: revoking, if: condition, by: origin)
        }
    }
}
