internal import Accounts
internal import HTTPCodec
internal import Registry

/// Why a request is not done, or what is wrong with a field of it. The raw value is the stable id.
///
/// A page that speaks another language than the API has a text for each of ``ids``, so a reason cannot be made up where it
/// is given: it stands here, and the description of the API lists it.
package enum ProblemReason: String, Hashable, Sendable, CaseIterable {
    // The request
    case requestFailed = "request.failed"
    case requestBusy = "request.busy"
    case requestCrossSite = "request.crossSite"
    case requestCrossOrigin = "request.crossOrigin"
    case csrfToken = "csrf.token"
    case hostUnknown = "host.unknown"
    case pathUnknown = "path.unknown"
    case methodUnknown = "method.unknown"
    case preconditionNeeded = "precondition.needed"
    case preconditionMalformed = "precondition.malformed"
    case versionMismatch = "version.mismatch"
    case idempotencyMalformed = "idempotency.malformed"
    case idempotencyReused = "idempotency.reused"

    // What it says
    case contentType = "content.type"
    case contentMalformed = "content.malformed"
    case contentUnexpected = "content.unexpected"
    case contentInvalid = "content.invalid"
    case contentUnprocessable = "content.unprocessable"
    case queryInvalid = "query.invalid"
    case queryMalformed = "query.malformed"
    case queryUnknown = "query.unknown"
    case queryRepeated = "query.repeated"
    case memberMissing = "member.missing"
    case memberUnknown = "member.unknown"
    case memberUnfit = "member.unfit"
    case typeWrong = "type.wrong"
    case valueUnknown = "value.unknown"
    case numberRange = "number.range"
    case textInvalid = "text.invalid"
    case textControl = "text.control"
    case textShort = "text.short"
    case textLong = "text.long"
    case timeMalformed = "time.malformed"
    case listShort = "list.short"
    case listLong = "list.long"
    case listRepeated = "list.repeated"
    case scopeMalformed = "scope.malformed"
    case scopeUndeclared = "scope.undeclared"
    case scopeNotAllowed = "scope.notAllowed"

    // Who asks
    case sessionNeeded = "session.needed"
    case sessionCodeNeeded = "session.codeNeeded"
    case sessionRefused = "session.refused"
    case sessionSlowed = "session.slowed"
    case permissionMissing = "permission.missing"
    case tokenMalformed = "token.malformed"
    case tokenInvalid = "token.invalid"
    case passwordWrong = "password.wrong"
    case passwordBusy = "password.busy"
    case codeMalformed = "code.malformed"
    case codeWrong = "code.wrong"
    case codeUsed = "totp.codeUsed"
    case totpPresent = "totp.present"
    case totpNotBegun = "totp.notBegun"
    case totpAbsent = "totp.absent"
    case invitationUnknown = "invitation.unknown"
    case invitationNotFirst = "invitation.notFirst"

    // What is not there
    case applicationUnknown = "application.unknown"
    case secretUnknown = "secret.unknown"
    case merchantUnknown = "merchant.unknown"
    case accountUnknown = "account.unknown"
    case sessionUnknown = "session.unknown"
    case tokenUnknown = "token.unknown"
    case routeUnknown = "route.unknown"

    // Applications
    case applicationKeep = "application.keep"
    case applicationHeld = "application.held"
    case applicationNoScopes = "application.noScopes"
    case ownerNotAllowed = "owner.notAllowed"
    case secretEndNotAhead = "secret.endNotAhead"
    case registryIdentifierTaken = "registry.identifierTaken"
    case registryInvalidIdentifier = "registry.invalidIdentifier"
    case registryNoScopes = "registry.noScopes"
    case registryScopeNotHeld = "registry.scopeNotHeld"
    case registryScopesNotAllowed = "registry.scopesNotAllowed"
    case registryOwnerNotAllowed = "registry.ownerNotAllowed"
    case registryTooManySecrets = "registry.tooManySecrets"
    case registryTooManyListedSecrets = "registry.tooManyListedSecrets"
    case registryEndNotAhead = "registry.endNotAhead"
    case registryLastSecret = "registry.lastSecret"
    case registryGenerationsExhausted = "registry.generationsExhausted"
    case registryAheadOfHistory = "registry.aheadOfHistory"

    // Merchants, accounts and API tokens
    case merchantHasApplications = "merchant.hasApplications"
    case merchantHasAccounts = "merchant.hasAccounts"
    case accountNameTaken = "account.nameTaken"
    case accountLastOperator = "account.lastOperator"
    case accountBeyond = "account.beyond"
    case roleBeyond = "role.beyond"
    case accountCredentialsChanged = "account.credentialsChanged"
    case nameNotYours = "name.notYours"
    case tokenNoPermissions = "token.noPermissions"
    case tokenPermissionsNotHeld = "token.permissionsNotHeld"
    case tokenInvalidLifetime = "token.invalidLifetime"
    case tokenTooMany = "token.tooMany"

    // The overview
    case overviewTooManyStreams = "overview.tooManyStreams"

    /// The ids of all reasons that a problem or a field of it can have: these, and those that are named where they arise.
    package static let ids: [String] =
        allCases.map(\.rawValue) + PasswordRules.Fault.allCases.map(\.rawValue)
        + StoreFailure.Kind.allCases.map(\.rawValue) + MessageFault.allCases.map(\.rawValue)
}
