package import JSONWebToken

/// What a call brought to prove who sends it.
package enum Credentials: Sendable {
    /// No `Authorization` field, or another scheme than `Bearer`.
    case none
    /// An `Authorization` field that cannot be read as one bearer token (RFC 6750 §2.1).
    case malformed
    /// More than one `Authorization` field.
    case repeated
    /// A token that verification refused.
    case invalid(TokenFault)
    /// A verified token, and what it is worth.
    case resolved(ResolvedToken)
}
