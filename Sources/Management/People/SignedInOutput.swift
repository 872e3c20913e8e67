internal import Accounts

/// Who is signed in, as the API tells that person's browser.
enum SignedInOutput {
    static func json(_ caller: Caller) -> JSONOutput {
        [
            "account": AccountOutput.json(caller.account),
            "permissions": .strings(caller.permissions.sorted().map(\.rawValue)),
            "csrfToken": .string(caller.csrfToken),
        ]
    }

    /// What ``json(_:)`` looks like.
    static let schema = Schema.object([
        .required("account", .named("Account")), .required("permissions", .list(.string)),
        .required("csrfToken", .string, "To be sent as X-CSRF-Token with every method but GET and HEAD."),
    ])
}
