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
        case PasswordHasher.Failure.busy:
            return soon(Problem(503, .passwordBusy, "Too many people sign in at this moment. Try again in a second."))
        case is Turnstile.Busy:
            return soon(Problem(503, .requestBusy, "Others ask for as much at this moment. Try again in a second."))
        default:
            log("a request to the management address failed: \(error)")
            return Problem(500, .requestFailed, "This could not be done; the gateway's log says why.")
        }
    }

    private static func of(_ failure: StoreFailure, log: (String) -> Void) -> Problem {
        log("a request to the management address failed: \(failure.message)")
        guard !failure.canRetry else {
            return soon(Problem(503, store: failure.kind, "The store is busy. Try again in a second."))
        }
        return Problem(500, store: failure.kind, "The store could not do this; the gateway's log says why.")
    }

    /// What has passed in a second.
    private static func soon(_ problem: Problem) -> Problem {
        var problem = problem
        problem.fields = [("Retry-After", "1")]
        return problem
    }

    private static func of(_ refusal: RegistryRefusal) -> Problem {
        switch refusal {
        case .unknownApplication: missing(.application)
        case .unknownSecret: missing(.secret)
        case .idempotencyKeyReused: keyReused
        case .invalidText(let field, let fault): field.rawValue.fault(fault)
        case .noScopes: "scopes".fault(.registryNoScopes, "give it one at least")
        case .endNotAhead: "endsAt".fault(.registryEndNotAhead, "give a time in the future")
        case .scopesNotAllowed(let scopes):
            "scopes".fault(.registryScopesNotAllowed, refusal.message, ["scopes": .strings(scopes.map(\.description))])
        case .scopeNotHeld(_, let scope):
            "scopes".fault(.registryScopeNotHeld, refusal.message, ["scope": .string(scope.description)])
        case .ownerNotAllowed: "owner".fault(.registryOwnerNotAllowed, refusal.message)
        case .versionMismatch: Problem(412, .versionMismatch, refusal.message)
        case .tooManySecrets:
            Problem(409, .registryTooManySecrets, refusal.message, ["most": .integer(Int64(Application.mostSecrets))])
        case .tooManyListedSecrets:
            Problem(
                409, .registryTooManyListedSecrets, refusal.message,
                ["most": .integer(Int64(Application.mostListedSecrets))])
        case .lastSecret: Problem(409, .registryLastSecret, refusal.message)
        case .identifierTaken: Problem(409, .registryIdentifierTaken, refusal.message)
        case .invalidIdentifier: Problem(409, .registryInvalidIdentifier, refusal.message)
        case .generationsExhausted: Problem(409, .registryGenerationsExhausted, refusal.message)
        case .aheadOfHistory: Problem(409, .registryAheadOfHistory, refusal.message)
        }
    }

    private static func of(_ refusal: AccountRefusal) -> Problem {
        switch refusal {
        case .unknownAccount: missing(.account)
        case .unknownMerchant: missing(.merchant)
        case .unknownSession: missing(.session)
        case .unknownToken: missing(.token)
        case .idempotencyKeyReused: keyReused
        case .invalidName(let fault): "name".fault(fault)
        case .invalidPassword(let fault): .unprocessable([FieldFault("/password", fault)])
        case .versionMismatch: Problem(412, .versionMismatch, refusal.message)
        case .noPermissions: "permissions".fault(.tokenNoPermissions, refusal.message)
        case .permissionsNotHeld(let permissions):
            "permissions".fault(
                .tokenPermissionsNotHeld, refusal.message, ["permissions": .strings(permissions.map(\.rawValue))])
        case .invalidLifetime:
            "expiresInDays".fault(
                .tokenInvalidLifetime, refusal.message, ["most": .integer(Int64(APIToken.longestLifetime))])
        case .unknownInvitation: "token".fault(.invitationUnknown, refusal.message)
        case .nameTaken(let name): taken(name)
        case .lastOperator: Problem(409, .accountLastOperator, refusal.message)
        case .merchantHasApplications(let count):
            Problem(409, .merchantHasApplications, refusal.message, ["count": .integer(Int64(count))])
        case .merchantHasAccounts(let count):
            Problem(409, .merchantHasAccounts, refusal.message, ["count": .integer(Int64(count))])
        case .notFirst: Problem(409, .invitationNotFirst, refusal.message)
        case .credentialsChanged: Problem(409, .accountCredentialsChanged, refusal.message)
        case .codeUsed: Problem(409, .codeUsed, refusal.message)
        case .tooManyTokens:
            Problem(409, .tokenTooMany, refusal.message, ["most": .integer(Int64(APIToken.mostPerAccount))])
        }
    }

    /// A name that somebody else has: a conflict, and a field at fault.
    private static func taken(_ name: String) -> Problem {
        let fault = FieldFault(taken: name)
        var problem = Problem(409, .accountNameTaken, fault.detail, fault.values)
        problem.errors = [fault]
        return problem
    }

    /// The same key for something else is a mistake of the caller's, and no conflict that would pass.
    private static let keyReused = Problem(
        422, .idempotencyReused, "Idempotency-Key: it was used for another request; give each one its own.")
}

extension String {
    /// The problem that one member of the content has.
    fileprivate func fault(_ reason: ProblemReason, _ detail: String, _ values: JSONOutput = [:]) -> Problem {
        .unprocessable([FieldFault("/" + self, reason, detail, values)])
    }

    /// The problem that one member has which is a name.
    fileprivate func fault(_ fault: ApplicationText.Fault) -> Problem {
        .unprocessable([FieldFault("/" + self, fault)])
    }
}
