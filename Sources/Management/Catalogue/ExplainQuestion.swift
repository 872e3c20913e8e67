package import Registry

/// A call that is asked about.
package struct ExplainQuestion: Sendable {
    /// Who makes the call.
    package enum Caller: Sendable {
        /// Nobody: it carries no token.
        case nobody
        /// An application, with a token that it could fetch now for all of its scopes.
        case application(String)
        /// A token with these scopes, of an application that may have them.
        case scopes([Scope])
        /// A token that was issued. It is neither logged nor kept.
        case token(String)
    }

    /// The method.
    package let method: String
    /// The path as it is sent; a query may follow.
    package let target: String
    /// The host that is called; `nil` for the issuer's.
    package let host: String?
    /// Who makes the call.
    package let caller: Caller

    package init(method: String, target: String, host: String?, caller: Caller) {
        self.method = method
        self.target = target
        self.host = host
        self.caller = caller
    }
}
