import Registry

/// Decides which scopes a token gets: exactly those asked for, or none.
///
/// A token with fewer scopes than were asked for would be allowed by RFC 6749 §3.3, and would move the refusal to a call
/// that cannot say why.
struct ScopeGrant: Sendable {
    /// The scopes that the configuration declares.
    let declared: Set<Scope>

    /// The scopes that a text asks for, in its order and each once.
    ///
    /// - Throws: for the first that is malformed, not declared, or not linked to the application.
    func scopes(_ text: String, of application: Application) throws(TokenRefusal) -> GrantedScopes {
        var scopes: [Scope] = []
        var hasRepetition = false
        let bytes = text.utf8Span.span
        var start = 0
        while true {
            let rest = bytes.extracting(start..<bytes.count)
            let end = rest.first(UInt8(ascii: " "))
            let scope = try scope(rest.extracting(first: end ?? rest.count), of: text, application)
            if scopes.contains(scope) { hasRepetition = true } else { scopes.append(scope) }
            guard let end else { return GrantedScopes(scopes, asked: text, hasRepetition: hasRepetition) }
            start += end + 1
        }
    }

    /// One of the scopes that a text asks for.
    private func scope(
        _ part: Span<UInt8>, of text: String, _ application: Application
    ) throws(TokenRefusal) -> Scope {
        // Nearly always it is one of the application's own, found without making text of it.
        if let scope = application.scopes.first(where: { $0.isWritten(part) }) {
            guard declared.contains(scope) else { throw .unknownScope(scope) }
            return scope
        }
        let written = unsafe part.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        guard let scope = Scope(written) else { throw .malformedScope(written.isEmpty ? text : written) }
        guard declared.contains(scope) else { throw .unknownScope(scope) }
        throw .scopeNotAllowed(scope, allowed: application.scopes.filter(declared.contains))
    }
}
