extension RegistryRefusal: CustomStringConvertible {
    /// What happened, where, and what to do.
    package var message: String {
        switch self {
        case .unknownApplication(let id):
            "no application has the client id \(quoted(id)); "
                + "`tollgate applications list` shows those that are registered"
        case .identifierTaken(let id):
            "the client id \(quoted(id)) is or was in use, and ids are never given twice; register with another one"
        case .invalidIdentifier(let id):
            "\(quoted(id)) cannot be a client id; use 1 to \(ClientID.longest) of A–Z a–z 0–9 . _ -"
        case .invalidText(let field, let fault): "\(field.rawValue): \(fault.message)"
        case .noScopes:
            "scopes: an application needs at least one; "
                + "give it one, such as \"transactions:read\", or disable it if it shall do nothing"
        case .scopeNotHeld(let id, let scope):
            "\(id) does not have the scope \"\(scope)\", so it cannot be removed; "
                + "`tollgate applications show \(id)` lists the scopes it has"
        case .tooManySecrets(let id):
            "\(id) already has \(Application.mostSecrets) secrets, the most that may be live at once; "
                + "remove the one that is no longer used first"
        case .tooManyListedSecrets(let id):
            "\(id) has \(Application.mostListedSecrets) secrets, the most that are kept; "
                + "remove those that have expired, then rotate"
        case .endNotAhead(let id):
            "the end of a secret of \(id) must be in the future; to end it now, remove it"
        case .unknownSecret(let id, let secret):
            "\(id) has no secret \(quoted(secret)); `tollgate applications show \(id)` lists the secrets it has"
        case .lastSecret(let id):
            "it is the only live secret of \(id), which could then never fetch a token; "
                + "add another one first, or disable the application"
        case .generationsExhausted(let id):
            "\(id) has had every generation there is; register a new application in its place"
        case .aheadOfHistory(let asked, let latest):
            "changes after \(asked) were asked for, but the history ends at \(latest): "
                + "the store was replaced by an older one; load everything again"
        case .versionMismatch(let current):
            "it was changed meanwhile, and is now at version \(current); look at it again, then repeat the change"
        case .idempotencyKeyReused:
            "the idempotency key was used for another request; give each request a key of its own"
        case .scopesNotAllowed(let scopes):
            "scopes: the merchant may not grant \(scopes.map { "\"\($0)\"" }.joined(separator: ", ")); "
                + "ask an operator to allow the merchant, or leave out what is not allowed"
        case .ownerNotAllowed:
            "owner: the application stays with its merchant; ask an operator to give it to another one"
        }
    }

    package var description: String { message }

    /// A text from outside, bounded and without anything that a terminal would act on.
    private func quoted(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(80).map { ApplicationText.fault(in: "a\($0)a") == nil ? $0 : "\u{FFFD}" }
        return "\"" + String(String.UnicodeScalarView(shown)) + (text.unicodeScalars.count > 80 ? "…" : "") + "\""
    }
}

extension ApplicationText.Fault {
    /// What is wrong and what to do, to follow the name of the field.
    package var message: String {
        switch self {
        case .empty: "it is empty; give 1 to \(ApplicationText.longest) characters"
        case .tooLong(let count): "it has \(count) characters; shorten it to \(ApplicationText.longest)"
        case .outerSpace: "it begins or ends with white space; take that away"
        case .control(let value):
            "it holds the control character U+" + Self.hex(value) + "; take that away"
        case .invisible(let value):
            "it holds the character U+" + Self.hex(value) + ", which cannot be seen; take that away"
        }
    }

    private static func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
