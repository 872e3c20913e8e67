/// What may be done to an application, as functions from what it was to what it is: every store applies these inside a
/// transaction, so that the rules are the same whatever holds the rows.
///
/// Each returns the application unchanged, `updatedAt` included, where there was nothing to do.
extension Application {
    /// The application after an edit.
    package func edited(_ edit: ApplicationEdit, at now: Int64) throws(RegistryRefusal) -> Application {
        var result = self
        result.name = edit.name ?? name
        result.owner = edit.owner ?? owner
        var held = Set(edit.scopes ?? scopes).union(edit.addedScopes)
        for scope in edit.removedScopes where held.remove(scope) == nil {
            throw .scopeNotHeld(application: id, scope: scope)
        }
        result.scopes = held.sorted()
        try result.check()
        return stamped(result, now)
    }

    /// The application, allowed or forbidden to fetch and use tokens.
    package func enabled(_ isEnabled: Bool, at now: Int64) -> Application {
        var result = self
        result.isEnabled = isEnabled
        return stamped(result, now)
    }

    /// The application in its next generation, in which no token issued before is valid.
    package func revokingTokens(at now: Int64) throws(RegistryRefusal) -> Application {
        let (next, overflow) = generation.addingReportingOverflow(1)
        guard !overflow else { throw .generationsExhausted(application: id) }
        var result = self
        result.generation = next
        return stamped(result, now)
    }

    /// Whether the texts and scopes may stand.
    package func check() throws(RegistryRefusal) {
        for (field, text) in [(ApplicationText.Field.name, name), (.owner, owner)] {
            if let fault = ApplicationText.fault(in: text) { throw .invalidText(field, fault) }
        }
        guard !scopes.isEmpty else { throw .noScopes }
    }

    /// The result with the time of the change, or unchanged where nothing changed.
    func stamped(_ result: Application, _ now: Int64) -> Application {
        guard result != self else { return self }
        var result = result
        result.updatedAt = now
        return result
    }
}
