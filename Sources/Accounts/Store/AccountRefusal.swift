package import Registry

/// Why what is asked of accounts, merchants, sessions and API tokens is not done.
package enum AccountRefusal: Error, Hashable, Sendable {
    /// No account has this id, or name.
    case unknownAccount(String)
    /// No merchant has this id.
    case unknownMerchant(String)
    /// No session of the account has this id.
    case unknownSession(String)
    /// No API token of the account has this id.
    case unknownToken(String)
    /// An account has this name, or one that differs in case only; or a merchant has it.
    case nameTaken(String)
    /// The name may not stand.
    case invalidName(ApplicationText.Fault)
    /// The password may not be used.
    case invalidPassword(PasswordRules.Fault)
    /// Somebody else has changed it since the caller looked; its version now.
    case versionMismatch(current: Int64)
    /// The key of a creation was used for another one.
    case idempotencyKeyReused
    /// It is the last enabled operator: nobody could make another.
    case lastOperator
    /// The merchant has applications; how many.
    case merchantHasApplications(Int)
    /// The merchant has accounts; how many.
    case merchantHasAccounts(Int)
    /// The invitation was accepted, replaced or has expired, or never was.
    case unknownInvitation
    /// There are accounts already: the first operator's link is good for nothing any more.
    case notFirst
    /// The account is disabled, or its password or authenticator is another meanwhile.
    case credentialsChanged
    /// The code was used before.
    case codeUsed
    /// An API token without any permission.
    case noPermissions
    /// The account does not have these permissions itself.
    case permissionsNotHeld([Permission])
    /// An API token would last for less than a day, or more than a year.
    case invalidLifetime
    /// The account has as many API tokens as it may.
    case tooManyTokens

    /// The stable id of the refusal: a metric label, never interpolated.
    package var reason: String {
        switch self {
        case .unknownAccount: "account.unknown"
        case .unknownMerchant: "merchant.unknown"
        case .unknownSession: "session.unknown"
        case .unknownToken: "token.unknown"
        case .nameTaken: "account.nameTaken"
        case .invalidName: "account.invalidName"
        case .invalidPassword(let fault): fault.rawValue
        case .versionMismatch: "account.versionMismatch"
        case .idempotencyKeyReused: "account.idempotencyKeyReused"
        case .lastOperator: "account.lastOperator"
        case .merchantHasApplications: "merchant.hasApplications"
        case .merchantHasAccounts: "merchant.hasAccounts"
        case .unknownInvitation: "invitation.unknown"
        case .notFirst: "invitation.notFirst"
        case .credentialsChanged: "account.credentialsChanged"
        case .codeUsed: "totp.codeUsed"
        case .noPermissions: "token.noPermissions"
        case .permissionsNotHeld: "token.permissionsNotHeld"
        case .invalidLifetime: "token.invalidLifetime"
        case .tooManyTokens: "token.tooMany"
        }
    }
}
