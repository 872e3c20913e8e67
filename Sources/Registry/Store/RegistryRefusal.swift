/// Why the registry does not do what it was asked.
package enum RegistryRefusal: Error, Hashable, Sendable {
    /// No application has this client id.
    case unknownApplication(String)
    /// An application has, or once had, this client id.
    case identifierTaken(String)
    /// The text cannot be a client id.
    case invalidIdentifier(String)
    /// The name or the owner may not stand.
    case invalidText(ApplicationText.Field, ApplicationText.Fault)
    /// The application would have no scope at all.
    case noScopes
    /// The application does not have the scope to be removed.
    case scopeNotHeld(application: String, scope: Scope)
    /// The application has two live secrets already.
    case tooManySecrets(application: String)
    /// The application has ten secrets, those that have ended among them.
    case tooManyListedSecrets(application: String)
    /// A secret would be given an end that is not in the future.
    case endNotAhead(application: String)
    /// The application has no secret of this id.
    case unknownSecret(application: String, secret: String)
    /// It is the only secret the application has, or the only one that is live.
    case lastSecret(application: String)
    /// The generation cannot be raised any further.
    case generationsExhausted(application: String)
    /// Changes were asked for after one that the history does not hold: it was replaced by an older one.
    case aheadOfHistory(asked: Int64, latest: Int64)
    /// Somebody else has changed it since the caller looked; its version now.
    case versionMismatch(current: Int64)
    /// The key of a creation was used for another one.
    case idempotencyKeyReused
    /// The application's merchant is not allowed these scopes.
    case scopesNotAllowed([Scope])
    /// A merchant's person would give the application to another merchant.
    case ownerNotAllowed

    /// The stable id of the refusal: a metric label, never interpolated.
    package var reason: String {
        switch self {
        case .unknownApplication: "registry.unknownApplication"
        case .identifierTaken: "registry.identifierTaken"
        case .invalidIdentifier: "registry.invalidIdentifier"
        case .invalidText(.name, _): "registry.invalidName"
        case .invalidText(.owner, _): "registry.invalidOwner"
        case .noScopes: "registry.noScopes"
        case .scopeNotHeld: "registry.scopeNotHeld"
        case .tooManySecrets: "registry.tooManySecrets"
        case .tooManyListedSecrets: "registry.tooManyListedSecrets"
        case .endNotAhead: "registry.endNotAhead"
        case .unknownSecret: "registry.unknownSecret"
        case .lastSecret: "registry.lastSecret"
        case .generationsExhausted: "registry.generationsExhausted"
        case .aheadOfHistory: "registry.aheadOfHistory"
        case .versionMismatch: "registry.versionMismatch"
        case .idempotencyKeyReused: "registry.idempotencyKeyReused"
        case .scopesNotAllowed: "registry.scopesNotAllowed"
        case .ownerNotAllowed: "registry.ownerNotAllowed"
        }
    }
}
