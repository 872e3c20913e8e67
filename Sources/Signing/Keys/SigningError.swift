/// Why a key cannot be used, or a signature not made.
package enum SigningError: Error, Hashable {
    /// An RSA modulus of fewer than 2048 bits (RFC 7518 §3.3).
    case shortModulus(bits: Int)
    /// An RSA modulus of more bits than a verification on a loop can afford.
    case longModulus(bits: Int)
    /// An RSA modulus that is even: it is no product of two odd primes.
    case evenModulus
    /// An RSA public exponent that is even or under 65,537.
    case badExponent
    /// A point that does not lie on its curve: signatures under it mean nothing.
    case notOnCurve
    /// A member of a JSON Web Key, or another encoding of a key, that is not what it must be.
    case malformed(String)
    /// A key of another type or curve than its algorithm takes.
    case wrongKeyType(SigningAlgorithm)
    /// The library refused; its call and its words.
    case library(call: String, reason: String)

    /// What happened and what to do, in plain words.
    package var message: String {
        switch self {
        case .shortModulus(let bits):
            "the RSA key has \(bits) bits, and 2048 is the least that is safe; make a new key"
        case .longModulus(let bits):
            "the RSA key has \(bits) bits, and \(PublicKey.longestModulus) is the most that is accepted; make a new key"
        case .evenModulus: "the modulus of the RSA key is even, so it is not an RSA key; make a new key"
        case .badExponent: "the public exponent of the RSA key is even or under 65537; make a new key with 65537"
        case .notOnCurve:
            "the point of the key is not on its curve, so it is not a key; copy it again, or make a new key"
        case .malformed(let what): what
        case .wrongKeyType(let algorithm):
            "the key is not one that \(algorithm.rawValue) can use; give the key's own algorithm, or make a new key"
        case .library(let call, let reason): "OpenSSL's \(call) failed: \(reason)"
        }
    }
}
