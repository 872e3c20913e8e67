import Registry

extension AccountRefusal: CustomStringConvertible {
    /// What happened, where, and what to do.
    package var message: String {
        switch self {
        case .unknownAccount(let name):
            "there is no account \(quoted(name)); `tollgate operators list` shows those that there are"
        case .unknownMerchant(let id): "there is no merchant \(quoted(id))"
        case .unknownSession: "the session has ended already"
        case .unknownToken: "there is no such API token; it was revoked already, or is another account's"
        case .nameTaken(let name): "the name \(quoted(name)) is taken; choose another one"
        case .invalidName(let fault): "name: \(fault.message)"
        case .invalidPassword(let fault): fault.message
        case .versionMismatch(let current):
            "it was changed meanwhile, and is now at version \(current); look at it again, then repeat the change"
        case .idempotencyKeyReused:
            "the idempotency key was used for another request; give each request a key of its own"
        case .lastOperator:
            "it is the last operator who can sign in; make another one first, with `tollgate operators add NAME`"
        case .merchantHasApplications(let count):
            "the merchant has \(count) application\(count == 1 ? "" : "s"); remove or move them first"
        case .merchantHasAccounts(let count):
            "the merchant has \(count) account\(count == 1 ? "" : "s"); remove or move them first"
        case .unknownInvitation:
            "the link was used already, replaced by a newer one, or has expired; ask an operator for another one"
        case .notFirst: "there is an account already; sign in, or ask an operator for a link"
        case .credentialsChanged: "the account was changed meanwhile; sign in again"
        case .codeUsed: "the code was used already; wait for the next one"
        case .noPermissions: "permissions: an API token needs at least one"
        case .permissionsNotHeld(let permissions):
            "permissions: your account does not have \(permissions.map(\.rawValue).joined(separator: ", "))"
        case .invalidLifetime: "expiresInDays: give 1 to \(APIToken.longestLifetime) days"
        case .tooManyTokens:
            "the account has \(APIToken.mostPerAccount) API tokens, the most that it may; revoke one that is not used"
        }
    }

    package var description: String { message }

    /// A text from outside, bounded and without anything that a terminal would act on.
    private func quoted(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(80).map { ApplicationText.fault(in: "a\($0)a") == nil ? $0 : "\u{FFFD}" }
        return "\"" + String(String.UnicodeScalarView(shown)) + (text.unicodeScalars.count > 80 ? "…" : "") + "\""
    }
}
