/// Why a token is not usable. The raw value is the reason's stable id: a metric label and a log field.
package enum TokenFault: String, Hashable, Sendable, CaseIterable, Error {
    /// Not three base64url segments of strict JSON, or over the size limit.
    case malformed = "token.malformed"
    /// `typ` is not `at+jwt` (RFC 9068 §4).
    case wrongType = "token.type"
    /// `crit` names something that is not implemented (RFC 7515 §4.1.11).
    case criticalExtension = "token.critical"
    /// No key of the key set has this `kid`.
    case unknownKey = "token.key"
    /// `alg` is not the one algorithm of the key (RFC 8725 §3.1).
    case wrongAlgorithm = "token.algorithm"
    /// The signature does not verify.
    case badSignature = "token.signature"
    /// A claim is missing or has another type than it must.
    case badClaim = "token.claim"
    /// `iss` is not exactly the issuer expected.
    case wrongIssuer = "token.issuer"
    /// At or past `exp`.
    case expired = "token.expired"
    /// Before `nbf`.
    case notYetValid = "token.notYetValid"
    /// Bound to a key (`cnf`), and used as a plain bearer token (RFC 7800).
    case bound = "token.bound"
}
