import JSONWebToken

extension Snapshot {
    /// Whether a request may pass: the match and the decision in one, for `explain`, plans and tests.
    ///
    /// - Parameters:
    ///   - method: as received.
    ///   - host: as received, with or without a port; empty where there is none.
    ///   - path: the target without its query, as received.
    ///   - now: seconds since 1970.
    package func decide(
        method: Span<UInt8>, host: Span<UInt8>, path: Span<UInt8>, credentials: Credentials, now: Int64
    ) -> Decision {
        let match = routes.table.match(method: method, host: host, path: path)
        guard case .route(let route) = match else { return .refused(refusal(match)) }
        return decide(route: route, credentials: credentials, now: now)
    }

    /// Why a request that matches no route is refused.
    package func refusal(_ match: RouteMatch) -> Refusal {
        switch match {
        case .refused(let path): .path(path)
        case .refusedHost(let host): .host(host)
        case .methodNotAllowed(let index): .routeMethod(allow: routes.table.allow(index))
        case .notFound, .route: .routeNotFound
        }
    }

    /// Whether a call with these credentials may pass on a route; pure, and without allocation where it may.
    ///
    /// - Parameter now: seconds since 1970.
    package func decide(route: Int, credentials: Credentials, now: Int64) -> Decision {
        if routes.isPublic(route) { return .allowed }
        switch credentials {
        case .none: return .refused(.credentialsMissing(scopes: requiredScopes(route)))
        case .malformed: return .refused(.credentialsMalformed)
        case .repeated: return .refused(.credentialsRepeated)
        case .invalid(let fault): return .refused(.token(fault))
        case .resolved(let token): return decide(route: route, token: token, now: now)
        }
    }

    /// Whether a call with this token may pass on a route. Time is checked here, at every decision.
    ///
    /// - Parameter now: seconds since 1970.
    package func decide(route: Int, token: ResolvedToken, now: Int64) -> Decision {
        if routes.isPublic(route) { return .allowed }
        guard isCurrent(token) else { return decide(route: route, token: resolve(token.token), now: now) }
        if let fault = verifier.checkTime(token.token, at: now) { return .refused(.token(fault, token.token)) }
        if let standing = token.standing { return .refused(standing) }
        if routes.isMet(route, by: token.grants) { return .allowed }
        return .refused(shortfall(route, token))
    }

    /// What a token lacks that does not meet the route's requirement.
    private func shortfall(_ route: Int, _ token: ResolvedToken) -> Refusal {
        // A token for another audience is not usable here at all (RFC 9068 §4), whatever its scopes.
        guard routes.isMet(route, by: token.audienceScopes) else {
            return .audienceMissing(requirement(route), token.token, scopes: requiredScopes(route))
        }
        let requirement = routes.routes[route].requirement
        let missing = requirement.scopes.filter { !token.grants.contains($0) }
        let withdrawn = missing.filter { token.tokenScopes.contains($0) && token.audienceScopes.contains($0) }
        return .scopeMissing(
            self.requirement(route), token.token, missing: scopes.text(missing), withdrawn: scopes.text(withdrawn),
            scopes: requiredScopes(route))
    }

    private func requiredScopes(_ route: Int) -> String {
        scopes.text(routes.routes[route].requirement.scopes)
    }

    /// The requirement in words: `all of a:b c:d`.
    package func requirement(_ route: Int) -> String {
        let scopes = requiredScopes(route)
        switch routes.routes[route].requirement {
        case .public: return "nothing"
        case .all(let ids): return ids.count == 1 ? "the scope \(scopes)" : "all of \(scopes)"
        case .any(let ids): return ids.count == 1 ? "the scope \(scopes)" : "one of \(scopes)"
        }
    }
}
