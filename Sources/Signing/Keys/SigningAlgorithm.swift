/// A signature algorithm; the raw value is its JOSE name (RFC 7518 §3.1, RFC 8037 §3.1).
///
/// A key has exactly one (RFC 8725 §3.1), which is why every key carries it.
package enum SigningAlgorithm: String, Hashable, Sendable, CaseIterable {
    /// ECDSA on P-256 with SHA-256 (RFC 7518 §3.4).
    case es256 = "ES256"
    /// ECDSA on P-384 with SHA-384 (RFC 7518 §3.4).
    case es384 = "ES384"
    /// Ed25519 (RFC 8037 §3.1). Ed448, which has the same name, is not offered.
    case edDSA = "EdDSA"
    /// RSASSA-PSS with SHA-256, MGF1 with SHA-256, and a salt of 32 bytes (RFC 7518 §3.5).
    case ps256 = "PS256"
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3).
    case rs256 = "RS256"

    /// The library's name for the type of key.
    var keyType: String {
        switch self {
        case .es256, .es384: "EC"
        case .edDSA: "ED25519"
        case .ps256, .rs256: "RSA"
        }
    }

    /// The library's name for the digest of the message; `nil` where the algorithm has its own (RFC 8032 §5.1).
    var digest: String? {
        switch self {
        case .es256, .ps256, .rs256: "SHA256"
        case .es384: "SHA384"
        case .edDSA: nil
        }
    }

    /// About what one verification takes, in microseconds: P-384 is slow because the library has no code of its own for it.
    package var verificationCost: Int {
        switch self {
        case .es256, .edDSA: 60
        case .es384: 480
        case .ps256, .rs256: 30
        }
    }

    /// The curve of an ECDSA key; `nil` for the others.
    package var curve: EllipticCurve? {
        switch self {
        case .es256: .p256
        case .es384: .p384
        case .edDSA, .ps256, .rs256: nil
        }
    }
}
