/// What was done, by the names that the audit has for it. They are stable: whoever filters relies on them.
package enum AuditKind: String, Hashable, Sendable, CaseIterable {
    case applicationRegistered = "application.registered"
    case applicationEdited = "application.edited"
    case applicationEnabled = "application.enabled"
    case applicationDisabled = "application.disabled"
    case applicationSecretAdded = "application.secretAdded"
    case applicationSecretRemoved = "application.secretRemoved"
    case applicationSecretEndSet = "application.secretEndSet"
    case applicationTokensRevoked = "application.tokensRevoked"
    case applicationRemoved = "application.removed"
    case keyMade = "key.made"
    case keyStarted = "key.started"
    case keyExtended = "key.extended"
    case keyRetired = "key.retired"
    case merchantAdded = "merchant.added"
    case merchantEdited = "merchant.edited"
    case merchantRemoved = "merchant.removed"
    case accountAdded = "account.added"
    case accountEdited = "account.edited"
    case accountEnabled = "account.enabled"
    case accountDisabled = "account.disabled"
    case accountReset = "account.reset"
    case accountRemoved = "account.removed"
    case accountInvited = "account.invited"
    case invitationAccepted = "account.invitationAccepted"
    case passwordChanged = "account.passwordChanged"
    case totpEnabled = "account.totpEnabled"
    case totpDisabled = "account.totpDisabled"
    case signedIn = "session.signedIn"
    case signInFailed = "session.signInFailed"
    case signedOut = "session.signedOut"
    case sessionRevoked = "session.revoked"
    case apiTokenAdded = "token.added"
    case apiTokenRevoked = "token.revoked"
    case configurationApplied = "configuration.applied"

    /// What kinds begin with, up to the dot, in the order above: all of a group are asked for by it.
    package static let groups: [String] = allCases.map(\.group).reduce(into: []) { groups, group in
        if groups.last != group, !groups.contains(group) { groups.append(group) }
    }

    private var group: String { String(rawValue.prefix { $0 != "." }) }
}
