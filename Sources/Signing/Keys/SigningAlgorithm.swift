/// A signature algorithm; the raw value is its JOSE name (RFC 7518 §3.1).
///
/// A key has exactly one (RFC 8725 §3.1), which is why every key carries it.
package enum SigningAlgorithm: String, Hashable, Sendable, CaseIterable {
    /// ECDSA on P-256 with SHA-256 (RFC 7518 §3.4).
    case es256 = "ES256"
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3).
    case rs256 = "RS256"

    /// The library's name for the type of key.
    var keyType: String {
        switch self {
        case .es256: "EC"
        case .rs256: "RSA"
        }
    }

    /// The library's name for the digest of the message.
    var digest: String {
        switch self {
        case .es256, .rs256: "SHA256"
        }
    }
}
