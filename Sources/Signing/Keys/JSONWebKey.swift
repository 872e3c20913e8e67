/// The public half of a key, as JSON Web Keys have it (RFC 7517). There is no place in it for a private number.
package struct JSONWebKey: Hashable, Sendable {
    /// The numbers of a public key, big-endian where nothing else is said.
    package enum Material: Hashable, Sendable {
        /// A point on a curve, each coordinate as long as the curve's are (RFC 7518 §6.2.1).
        case elliptic(EllipticCurve, x: [UInt8], y: [UInt8])
        /// An encoded point on Ed25519, 32 bytes (RFC 8037 §2); these are little-endian (RFC 8032 §5.1.2).
        case ed25519(x: [UInt8])
        /// An RSA key, without leading zero bytes (RFC 7518 §6.3.1).
        case rsa(modulus: [UInt8], exponent: [UInt8])
    }

    /// The name that tokens call the key by.
    package let keyID: String
    /// The one algorithm it is for.
    package let algorithm: SigningAlgorithm
    package let material: Material

    /// - Parameter keyID: the key's name; its thumbprint (RFC 7638) where none is given.
    /// - Throws: ``SigningError/wrongKeyType(_:)`` where the algorithm takes another type of key.
    package init(
        keyID: String? = nil, algorithm: SigningAlgorithm, material: Material
    ) throws(SigningError) {
        guard Self.fits(material, algorithm) else { throw .wrongKeyType(algorithm) }
        self.keyID = keyID ?? Self.thumbprint(material)
        self.algorithm = algorithm
        self.material = material
    }

    private static func fits(_ material: Material, _ algorithm: SigningAlgorithm) -> Bool {
        switch material {
        case .elliptic(let curve, _, _): algorithm.curve == curve
        case .ed25519: algorithm == .edDSA
        case .rsa: algorithm == .rs256 || algorithm == .ps256
        }
    }

    /// The SHA-256 thumbprint of the key, base64url (RFC 7638 §3): the same for everyone who has the key.
    package var thumbprint: String { Self.thumbprint(material) }

    /// The members that make up the key, in the order of their names (RFC 7638 §3.2, RFC 8037 §2).
    package var members: [(name: String, value: String)] { Self.members(material) }

    private static func members(_ material: Material) -> [(name: String, value: String)] {
        switch material {
        case .elliptic(let curve, let x, let y):
            [("crv", curve.rawValue), ("kty", "EC"), ("x", Base64URL.encode(x)), ("y", Base64URL.encode(y))]
        case .ed25519(let x):
            [("crv", "Ed25519"), ("kty", "OKP"), ("x", Base64URL.encode(x))]
        case .rsa(let modulus, let exponent):
            [("e", Base64URL.encode(exponent)), ("kty", "RSA"), ("n", Base64URL.encode(modulus))]
        }
    }

    private static func thumbprint(_ material: Material) -> String {
        // Names and values here need no escaping: they are base64url and constants.
        let text = members(material).map { "\"\($0.name)\":\"\($0.value)\"" }.joined(separator: ",")
        return Base64URL.encode(SHA256.digest(of: Array("{\(text)}".utf8)))
    }
}
