internal import Accounts
internal import HTTPServer

/// What belongs to whoever is signed in: the account itself, its sessions and its API tokens.
struct MeResource: Sendable {
    let services: ManagementServices

    /// Its operations.
    var operations: [Operation] { accountOperations + totpOperations + sessionOperations + tokenOperations }

    // MARK: The account

    private var accountOperations: [Operation] {
        [
            Operation(
                .get, "/me", "getMe", "The account that asks.", .signedIn,
                answers: [Operation.Answer(200, .named("SignedIn"), "The account.")]
            ) { call in .json(SignedInOutput.json(try call.signedIn())) },
            Operation(
                .patch, "/me", "editMe", "Changes the language; `null` for the browser's.", .session,
                answers: [Operation.Answer(200, .named("SignedIn"), "As it is now.")],
                input: .object([
                    .required("language", .nullable(.choice(Language.allCases.map(\.rawValue))))
                ]), precondition: .taken, handler: edit),
            Operation(
                .post, "/me/password", "changePassword", "Changes the password, and ends every other session.",
                .session, answers: [Operation.Answer(204, nil, "Changed.")], refusals: [409, 429],
                input: .object([
                    .required("currentPassword", .text(.length(1...1_024))), .required("newPassword", .text(.password)),
                ]), precondition: .taken, handler: changePassword),
        ]
    }

    private func edit(_ call: Call) async throws -> WholeResponse {
        try call.input.finish()
        let caller = try call.signedIn()
        let language = call.input.text("language").flatMap { Language(rawValue: $0) }
        let account = try await guarding(call) {
            try await services.store.editAccount(
                caller.account.id, AccountEdit(language: .some(language)), expecting: call.version,
                by: try call.origin())
        }
        return .json(SignedInOutput.json(caller.with(account)))
    }

    private func changePassword(_ call: Call) async throws -> WholeResponse {
        var input = call.input
        let caller = try call.signedIn()
        if let password = input.text("newPassword") {
            input.check(password, ofAccountNamed: caller.account.name, at: "/newPassword")
        }
        try input.finish()
        let credentials = try await confirmed(call)
        let hash = try await services.hasher.hash(input.text("newPassword") ?? "")
        _ = try await guarding(call) {
            try await services.store.setPassword(
                of: caller.account.id, to: hash, replacing: credentials.password, keeping: caller.session?.id,
                expecting: call.version, by: try call.origin())
        }
        return .done
    }

    /// Shows who loses against another change of the account what there is now.
    func guarding(_ call: Call, _ change: () async throws -> Account) async throws -> Account {
        do {
            return try await change()
        } catch AccountError.refused(.versionMismatch) {
            let caller = try call.signedIn()
            guard let current = try await services.store.account(caller.account.id) else { throw Problem.signInNeeded }
            throw Problem.changedMeanwhile(SignedInOutput.json(caller.with(current)), version: current.version)
        }
    }

    /// The account's credentials, once its current password has been given: a session left open must not be enough to take
    /// the account over.
    func confirmed(_ call: Call) async throws -> AccountCredentials {
        let account = try call.signedIn().account
        let password = call.input.text("currentPassword") ?? ""
        switch try await services.signIn.confirm(password, of: account, address: call.request.clientAddress) {
        case .confirmed(let credentials): return credentials
        case .slowed(let seconds): throw Problem.slowed(retryAfter: seconds)
        case .refused:
            throw Problem.unprocessable([FieldFault("/currentPassword", .passwordWrong, "this is not the password")])
        }
    }
}
