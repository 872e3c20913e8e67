/// The public half of a key, as JSON Web Keys have it (RFC 7517). There is no place in it for a private number.
package struct JSONWebKey: Hashable, Sendable {
    /// The numbers of a public key, big-endian.
    package enum Material: Hashable, Sendable {
        /// A point on P-256: 32 bytes each (RFC 7518 §6.2.1).
        case p256(x: [UInt8], y: [UInt8])
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
        switch (algorithm, material) {
        case (.es256, .p256), (.rs256, .rsa): break
        default: throw .wrongKeyType(algorithm)
        }
        self.keyID = keyID ?? Self.thumbprint(material)
        self.algorithm = algorithm
        self.material = material
    }

    /// The SHA-256 thumbprint of the key, base64url (RFC 7638 §3): the same for everyone who has the key.
    package var thumbprint: String { Self.thumbprint(material) }

    /// The members that make up the key, in the order of their names (RFC 7638 §3.2).
    package var members: [(name: String, value: String)] { Self.members(material) }

    private static func members(_ material: Material) -> [(name: String, value: String)] {
        switch material {
        case .p256(let x, let y):
            [("crv", "P-256"), ("kty", "EC"), ("x", Base64URL.encode(x)), ("y", Base64URL.encode(y))]
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
