internal import Accounts
internal import HTTPServer
internal import Registry

/// Accounts: who may sign in, and as what.
struct AccountsResource: Sendable {
    let services: ManagementServices

    /// What is answered where an account was made.
    private static let made = Schema.object([
        .required("account", .named("Account")),
        .required(
            "invitation", .nullable(InvitationOutput.schema),
            "By which its password is chosen; `null` where it has one."),
    ])

    /// Its operations.
    var operations: [Operation] { looking + changing + tokenOperations }

    private var looking: [Operation] {
        [
            Operation(
                .get, "/accounts", "listAccounts", "Accounts.", .permission(.readAccounts),
                answers: [Operation.Answer(200, .page(of: "Account"), "A page of the list.")],
                query: QueryParameter.paging + [
                    .search("the name"), .sort(AccountQuery.Sort.allCases.map(\.rawValue)),
                    QueryParameter("role", AccountOutput.kinds, "Only those of this kind."),
                    QueryParameter("merchantId", .string, "Only those of this merchant."),
                    QueryParameter("enabled", .boolean, "Only those that are enabled, or that are not."),
                ], handler: list),
            Operation(
                .get, "/accounts/{id}", "getAccount", "One account.", .permission(.readAccounts),
                answers: [Operation.Answer(200, .named("Account"), "The account.", tagged: true)]
            ) { call in answer(try await found(call)) },
        ]
    }

    private var changing: [Operation] {
        [
            Operation(
                .post, "/accounts", "addAccount", "Makes an account, with a password or a link to choose one.",
                .permission(.writeAccounts),
                answers: [Operation.Answer(201, Self.made, "It is made.", tagged: true, isLocated: true)],
                refusals: [409],
                input: .object([
                    .required("name", .text(.name), "To sign in with."), .required("role", AccountOutput.kinds),
                    .optional("merchantId", .text(.length(1...100)), "For a merchant's person, and for no other."),
                    .optional("password", .text(.password), "Without one, a link is made."),
                ]), takesIdempotencyKey: true, handler: add),
            Operation(
                .patch, "/accounts/{id}", "editAccount", "Changes role, merchant, or whether it may sign in.",
                .permission(.writeAccounts),
                answers: [Operation.Answer(200, .named("Account"), "As it is now.", tagged: true)], refusals: [409],
                input: .object([
                    .optional("role", AccountOutput.kinds),
                    .optional("merchantId", .nullable(.text(.length(1...100)))), .optional("enabled", .boolean),
                ]), precondition: .needed, handler: edit),
            Operation(
                .delete, "/accounts/{id}", "removeAccount", "Removes it with its sessions and API tokens.",
                .permission(.writeAccounts), answers: [Operation.Answer(204, nil, "It is gone.")], refusals: [409],
                precondition: .needed, handler: remove),
            Operation(
                .post, "/accounts/{id}/reset", "resetAccount",
                "Takes password and authenticator away, ends the sessions, and makes a link to choose a password.",
                .permission(.writeAccounts),
                answers: [
                    Operation.Answer(
                        200, .object([.required("invitation", InvitationOutput.schema)]), "The link, this once.")
                ], refusals: [409], precondition: .taken, handler: reset),
            Operation(
                .post, "/accounts/{id}/sign-out", "signOutAccount", "Ends its sessions.",
                .permission(.writeAccounts), answers: [Operation.Answer(204, nil, "They have ended.")],
                precondition: .taken, handler: signOut),
        ]
    }

    /// The account that the path names.
    ///
    /// - Throws: 404 where there is none.
    func found(_ call: Call) async throws -> Account {
        guard let found = try await services.store.account(call.value("id")) else { throw Problem.missing(.account) }
        return found
    }

    private func answer(_ account: Account) -> WholeResponse {
        .json(AccountOutput.json(account), version: account.version)
    }

    private func list(_ call: Call) async throws -> WholeResponse {
        let sort = call.query.text("sort") ?? AccountQuery.Sort.name.rawValue
        let page = try await services.store.accounts(
            matching: AccountQuery(
                text: call.query.search, kind: call.query.text("role").flatMap { AccountRole.Kind(rawValue: $0) },
                merchantID: call.query.text("merchantId"), isEnabled: call.query.boolean("enabled"),
                sort: AccountQuery.Sort(rawValue: String(sort.drop { $0 == "-" })) ?? .name,
                isDescending: sort.hasPrefix("-"), offset: call.query.offset, limit: call.query.limit))
        return .list(page.items.map(AccountOutput.json), call.query, total: page.total)
    }

    // MARK: Changes

    private func add(_ call: Call) async throws -> WholeResponse {
        var input = call.input
        let kind = input.text("role").flatMap { AccountRole.Kind(rawValue: $0) }
        let role = try await role(call, &input, kind, input.text("merchantId"))
        if let password = input.text("password") {
            input.check(password, ofAccountNamed: input.text("name") ?? "", at: "/password")
        }
        // By itself it is the store's to refuse, which knows whether this very request has made it before.
        if input.hasFaults, let name = input.text("name"), try await services.store.account(named: name) != nil {
            input.fault(FieldFault(taken: name))
        }
        try input.finish()
        guard let role, let name = input.text("name") else { throw Problem.invalid([]) }
        var account = NewAccount(id: services.accounts.accountID(), name: name, role: role)
        if let password = input.text("password") { account.password = try await services.hasher.hash(password) }
        let invitation =
            account.password == nil ? services.accounts.invitation(for: account.id, at: call.now) : nil
        let (new, origin) = (account, try call.origin())
        let shown = [new.id] + (invitation.map { [$0.path, "\($0.record.expiresAt)"] } ?? [])
        return try await services.once(call, shown: shown) { once in
            try await services.store.addAccount(new, invitation: invitation, once: once, by: origin)
        } answer: { shown, _ in
            try await created(shown)
        }
    }

    /// - Parameter shown: the account's id, and the path and end of its link where it has one.
    private func created(_ shown: [String]) async throws -> WholeResponse {
        guard let id = shown.first, let account = try await services.store.account(id) else {
            throw Problem.missing(.account)
        }
        let invitation =
            shown.count == 3
            ? InvitationOutput.json(shown[1], expiresAt: Int64(shown[2]) ?? 0, services.hosts()) : .null
        return .json(
            ["account": AccountOutput.json(account), "invitation": invitation], version: account.version, status: 201,
            fields: [("Location", ManagementAPI.prefix + "/accounts/" + id)])
    }

    /// A role out of its two parts; what does not fit together is noted as a fault.
    private func role(
        _ call: Call, _ input: inout Input, _ kind: AccountRole.Kind?, _ merchantID: String?
    ) async throws -> AccountRole? {
        guard let kind else { return nil }
        if kind == .merchant {
            guard let merchantID else {
                input.fault("/merchantId", .memberMissing, "say which merchant the person is of")
                return nil
            }
            if try await services.store.merchant(merchantID) == nil {
                input.fault("/merchantId", .merchantUnknown, "there is no such merchant")
            }
        } else if merchantID != nil {
            input.fault("/merchantId", .memberUnfit, "only a merchant's person has a merchant; leave this out")
        }
        let role = AccountRole(kind, merchantID: merchantID)
        if let role, !role.permissions.isSubset(of: try call.signedIn().permissions) {
            input.fault(
                "/role", .roleBeyond, "this API token may do less than such an account; sign in to give the role")
        }
        return role
    }

    /// Nobody gives away more than they have, or takes over who may do more: an API token for accounts, in other hands, would
    /// else make an operator of itself.
    ///
    /// - Throws: 403 where the account may do what the caller may not.
    static func check(_ call: Call, mayManage account: Account) throws(Problem) {
        guard account.role.permissions.isSubset(of: try call.signedIn().permissions) else {
            throw .forbidden(.accountBeyond, "The account may do more than this API token. Sign in for this.")
        }
    }

    private func edit(_ call: Call) async throws -> WholeResponse {
        let current = try await found(call)
        try Self.check(call, mayManage: current)
        var input = call.input
        var edit = AccountEdit(isEnabled: input.boolean("enabled"))
        if input.has("role") || input.has("merchantId") {
            let kind = input.text("role").flatMap { AccountRole.Kind(rawValue: $0) } ?? current.role.kind
            // The merchant stays where only the kind is told anew, and it is the same.
            let kept = kind == current.role.kind ? current.role.merchantID : nil
            edit.role = try await role(
                call, &input, kind, input.has("merchantId") ? input.text("merchantId") : kept)
        }
        try input.finish()
        let wanted = edit
        return answer(
            try await guarding(call) {
                try await services.store.editAccount(
                    current.id, wanted, expecting: call.version, by: try call.origin())
            })
    }

    private func remove(_ call: Call) async throws -> WholeResponse {
        try Self.check(call, mayManage: try await found(call))
        _ = try await guarding(call) {
            try await services.store.removeAccount(
                call.value("id"), expecting: call.version, by: try call.origin())
        }
        return .done
    }

    private func signOut(_ call: Call) async throws -> WholeResponse {
        try Self.check(call, mayManage: try await found(call))
        _ = try await guarding(call) {
            try await services.store.endSessions(
                of: call.value("id"), expecting: call.version, by: try call.origin())
        }
        return .done
    }

    private func reset(_ call: Call) async throws -> WholeResponse {
        let account = try await found(call)
        try Self.check(call, mayManage: account)
        let invitation = services.accounts.invitation(for: account.id, at: call.now)
        _ = try await guarding(call) {
            try await services.store.resetAccount(
                account.id, invitation: invitation, expecting: call.version, by: try call.origin())
        }
        return .json([
            "invitation": InvitationOutput.json(
                invitation.path, expiresAt: invitation.record.expiresAt, services.hosts())
        ])
    }

    /// Shows who loses against somebody else's change what there is now.
    private func guarding<Made>(_ call: Call, _ change: () async throws -> Made) async throws -> Made {
        do {
            return try await change()
        } catch AccountError.refused(.versionMismatch) {
            let current = try await found(call)
            throw Problem.changedMeanwhile(AccountOutput.json(current), version: current.version)
        }
    }
}
