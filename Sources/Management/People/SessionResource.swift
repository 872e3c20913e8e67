internal import Accounts
internal import HTTPServer
internal import Registry

/// Signing in and out.
struct SessionResource: Sendable {
    let services: ManagementServices

    /// Its operations.
    var operations: [Operation] {
        [
            Operation(
                .post, "/session", "signIn",
                "Signs in: the answer sets the cookie, and a session whose cookie came along ends.", .anyone,
                answers: [Operation.Answer(201, .named("SignedIn"), "Signed in.")], refusals: [429],
                input: .object([
                    .required("name", .text(.length(1...200))), .required("password", .text(.length(1...1_024))),
                    .optional("code", .text(.code), "Of the authenticator, where the account has one."),
                ]), handler: signIn),
            Operation(
                .get, "/session", "getSession", "Who is signed in.", .session,
                answers: [Operation.Answer(200, .named("SignedIn"), "Signed in.")]
            ) { call in .json(SignedInOutput.json(try call.signedIn())) },
            Operation(
                .delete, "/session", "signOut", "Signs out.", .session,
                answers: [Operation.Answer(204, nil, "Signed out.")], handler: signOut),
            Operation(
                .post, "/invitations/accept", "acceptInvitation",
                "Chooses the password of an invited account, or makes the first operator; signs in as `signIn` does.",
                .anyone,
                answers: [Operation.Answer(201, .named("SignedIn"), "Signed in.")], refusals: [409, 429],
                input: .object([
                    .required("token", .text(.length(1...200)), "What the link ends in."),
                    .required("password", .text(.password)),
                    .optional("name", .text(.name), "For the first operator, who has none yet."),
                ]), handler: accept),
        ]
    }

    private func signIn(_ call: Call) async throws -> WholeResponse {
        try call.input.finish()
        let request = SignInRequest(
            name: call.input.text("name") ?? "", password: call.input.text("password") ?? "",
            code: call.input.text("code"), address: call.request.clientAddress, userAgent: Self.userAgent(call))
        switch try await services.signIn.signIn(request, at: call.now) {
        case .signedIn(let session, let account):
            return await answer(SignedInSession(session: session.record, account: account), session, call)
        case .codeNeeded:
            throw Problem.unauthenticated(.sessionCodeNeeded, "Send the code that the authenticator shows, too.")
        case .refused:
            throw Problem.unauthenticated(.sessionRefused, "Name, password or code are wrong.")
        case .slowed(let seconds): throw Problem.slowed(retryAfter: seconds)
        }
    }

    private func signOut(_ call: Call) async throws -> WholeResponse {
        let caller = try call.signedIn()
        if let session = caller.session {
            try await services.store.endSession(
                session.id, of: caller.account.id, isSignOut: true, by: try call.origin())
        }
        return WholeResponse(
            status: 204, fields: [SessionCookie.removing(isSecure: services.hosts().isSecure)])
    }

    /// Answers with a session that was just begun. Each sign-in begins a new one, so that a token which was put into a
    /// browser beforehand is worth nothing; and the one that the browser had until now ends.
    private func answer(_ started: SignedInSession, _ session: NewSession, _ call: Call) async -> WholeResponse {
        if let old = call.caller, let former = old.session {
            try? await services.store.endSession(
                former.id, of: old.account.id, isSignOut: true, by: ChangeOrigin(time: call.now, who: old.who))
        }
        return .json(
            SignedInOutput.json(Caller(started, sessionToken: session.text)), status: 201,
            fields: [SessionCookie.setting(session.text, isSecure: services.hosts().isSecure)])
    }

    private static func userAgent(_ call: Call) -> String { call.request.values(of: "User-Agent").first ?? "" }

    // MARK: Invitations

    private func accept(_ call: Call) async throws -> WholeResponse {
        var input = call.input
        let digest = AccountMaker.digest(of: input.text("token") ?? "")
        let found = try await services.store.invitation(digest, at: call.now)
        if input.text("token") != nil, found == nil {
            input.fault("/token", .invitationUnknown, "the link was used, replaced or has expired; ask for another")
        }
        let isFirst = found.map { $0.invitation.accountID == nil } ?? false
        if isFirst, !input.has("name") {
            input.fault("/name", .memberMissing, "say what the first operator is called")
        }
        if found != nil, !isFirst, input.has("name") {
            input.fault("/name", .nameNotYours, "the account has its name; leave this out")
        }
        let name = found?.account?.name ?? input.text("name") ?? ""
        if let password = input.text("password"), found != nil {
            input.check(password, ofAccountNamed: name, at: "/password")
        }
        try input.finish()
        let hash = try await services.hasher.hash(input.text("password") ?? "")
        let first =
            isFirst ? NewAccount(id: services.accounts.accountID(), name: name, role: .operator, password: hash) : nil
        let account = try await services.store.acceptInvitation(
            digest, password: hash, first: first,
            by: ChangeOrigin(time: call.now, who: found?.account?.who ?? "account:" + name))
        guard let credentials = try await services.store.credentials(of: account.id) else {
            throw Problem.missing(.account)
        }
        let session = services.accounts.session(
            of: account.id, address: call.request.clientAddress, userAgent: Self.userAgent(call), at: call.now)
        let started = try await services.store.startSession(
            session, verified: credentials, step: nil, by: ChangeOrigin(time: call.now, who: account.who))
        return await answer(started, session, call)
    }
}

extension Input {
    /// Notes what is wrong with a new password.
    mutating func check(_ password: String, ofAccountNamed name: String, at pointer: String) {
        if let wrong = PasswordRules.fault(in: password, ofAccountNamed: name) {
            fault(FieldFault(pointer, wrong))
        }
    }
}
