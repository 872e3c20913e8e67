internal import Accounts
internal import HTTPServer
internal import Registry

extension ApplicationsResource {
    /// Registering an application.
    var registering: [Operation] {
        [
            Operation(
                .post, "/applications", "registerApplication",
                "Registers an application. Its secret is shown this once, and is good at the token endpoint by then.",
                .permission(.writeApplications),
                answers: [
                    Operation.Answer(
                        201, ApplicationOutput.withSecret, "It is registered.", tagged: true, isLocated: true)
                ],
                input: .object([
                    .required("name", .text(.name), "What it is called."),
                    .optional(
                        "owner", .text(.name), "The merchant that it belongs to. Merchants' people leave it out."),
                    .required("scopes", .scopes(1...1_000), "What it may be granted."),
                ]),
                takesIdempotencyKey: true, handler: register)
        ]
    }

    private func register(_ call: Call) async throws -> WholeResponse {
        let caller = try call.signedIn()
        var input = call.input
        let merchant = try await merchant(of: caller)
        let owner = owner(&input, merchant)
        let scopes = await services.scopes(&input, held: [], allowed: merchant?.allowedScopes)
        try input.finish()
        guard let name = input.text("name"), let owner, let scopes else { throw Problem.invalid([]) }
        let maker = services.credentials
        let secret = maker.secret(at: call.now)
        let registration = Registration(
            id: maker.clientID(), name: name, owner: owner, scopes: scopes, secret: secret.stored)
        let condition = try condition(call)
        let origin = try call.origin()
        return try await services.once(call, shown: [registration.id, secret.stored.id, secret.text]) { once in
            try await services.store.register(registration, if: condition, once: once, by: origin)
        } answer: { shown, outcome in
            try await created(shown, outcome, call, isRegistration: true)
        }
    }

    /// The owner of a new application: a merchant's own, or the one that an operator names.
    private func owner(_ input: inout Input, _ merchant: Merchant?) -> String? {
        guard let merchant else {
            if !input.has("owner") { input.fault("/owner", .memberMissing, "say which merchant it belongs to") }
            return input.text("owner")
        }
        if let named = input.text("owner"), !named.utf8.elementsEqual(merchant.name.utf8) {
            input.fault(
                "/owner", .ownerNotAllowed, "an application of yours belongs to \(merchant.name); leave this out",
                ["owner": .string(merchant.name)])
        }
        return merchant.name
    }

    /// The answer to a creation, made now or before: the application as it is now, and the secret as it was shown.
    ///
    /// - Parameters:
    ///   - shown: the client id, the secret's id and its text.
    ///   - outcome: what was made; `nil` where it was made before.
    func created(
        _ shown: [String], _ outcome: StoreOutcome?, _ call: Call, isRegistration: Bool
    ) async throws -> WholeResponse {
        guard shown.count == 3 else { throw Problem(500, store: .corrupt, "What was kept cannot be read.") }
        let found: VersionedApplication
        if let outcome {
            await services.putIntoForce(outcome.sequence)
            found = VersionedApplication(application: outcome.application, version: outcome.version)
        } else {
            // It, or whoever asks, may belong to another merchant by now.
            found = try await self.found(shown[0], call)
        }
        let place = ManagementAPI.prefix + "/applications/" + shown[0]
        return .json(
            [
                "application": try await output(found, call), "secretId": .string(shown[1]),
                "clientSecret": .string(shown[2]),
            ], version: found.version, status: 201,
            fields: [("Location", isRegistration ? place : place + "/secrets/" + shown[1])])
    }
}
