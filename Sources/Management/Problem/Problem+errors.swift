internal import Accounts
internal import Registry

extension Problem {
    /// What is answered where something was thrown: a refusal says what to do, a failure is the operator's business.
    ///
    /// - Parameter log: takes down what the caller is not told.
    static func of(_ error: any Error, log: (String) -> Void) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case StoreError.refused(let refusal): return of(refusal)
        case AccountError.refused(let refusal): return of(refusal)
        case StoreError.failed(let failure): return of(failure, log: log)
        case AccountError.failed(let failure): return of(failure, log: log)
        case let failure as StoreFailure: return of(failure, log: log)
        case PasswordHasher.Failure.busy: return busy("password.busy", "Too many people sign in at this moment.")
        case is Turnstile.Busy: return busy("request.busy", "Others ask for as much at this moment.")
        default:
            log("a request to the management address failed: \(error)")
            return Problem(500, "request.failed", "This could not be done; the gateway's log says why.")
        }
    }

    private static func of(_ failure: StoreFailure, log: (String) -> Void) -> Problem {
        log("a request to the management address failed: \(failure.message)")
        guard !failure.canRetry else { return busy(failure.kind.rawValue, "The store is busy.") }
        return Problem(500, failure.kind.rawValue, "The store could not do this; the gateway's log says why.")
    }

    private static func busy(_ reason: String, _ detail: String) -> Problem {
        var problem = Problem(503, reason, detail + " Try again in a second.")
        problem.fields = [("Retry-After", "1")]
        return problem
    }

    private static func of(_ refusal: RegistryRefusal) -> Problem {
        switch refusal {
        case .unknownApplication: missing("application")
        case .unknownSecret: missing("secret")
        case .idempotencyKeyReused: keyReused
        case .invalidText(let field, let fault): field.rawValue.fault("text.invalid", fault.message)
        case .noScopes: "scopes".fault(refusal.reason, "give it one at least")
        case .endNotAhead: "endsAt".fault(refusal.reason, "give a time in the future")
        case .scopesNotAllowed, .scopeNotHeld: "scopes".fault(refusal.reason, refusal.message)
        case .ownerNotAllowed: "owner".fault(refusal.reason, refusal.message)
        case .versionMismatch: Problem(412, "version.mismatch", refusal.message)
        default: Problem(409, refusal.reason, refusal.message)
        }
    }

    private static func of(_ refusal: AccountRefusal) -> Problem {
        switch refusal {
        case .unknownAccount: missing("account")
        case .unknownMerchant: missing("merchant")
        case .unknownSession: missing("session")
        case .unknownToken: missing("token")
        case .idempotencyKeyReused: keyReused
        case .invalidName(let fault): "name".fault("text.invalid", fault.message)
        case .invalidPassword(let fault): "password".fault(fault.rawValue, fault.message)
        case .versionMismatch: Problem(412, "version.mismatch", refusal.message)
        case .noPermissions, .permissionsNotHeld: "permissions".fault(refusal.reason, refusal.message)
        case .invalidLifetime: "expiresInDays".fault(refusal.reason, refusal.message)
        case .unknownInvitation: "token".fault(refusal.reason, refusal.message)
        default: Problem(409, refusal.reason, refusal.message)
        }
    }

    /// The same key for something else is a mistake of the caller's, and no conflict that would pass.
    private static let keyReused = Problem(
        422, "idempotency.reused", "Idempotency-Key: it was used for another request; give each one its own.")
}

extension String {
    /// The problem that one member of the content has.
    fileprivate func fault(_ reason: String, _ detail: String) -> Problem {
        .unprocessable([FieldFault("/" + self, reason, detail)])
    }
}
