import COpenSSL

/// Turns the numbers of a key into a key of the library, and refuses those that are not safe to use.
enum KeyLoading {
    /// A public key from its numbers.
    static func publicKey(_ material: JSONWebKey.Material) throws(SigningError) -> KeyHandle {
        switch material {
        case .elliptic(let curve, let x, let y): try ellipticKey(curve, x: x, y: y)
        case .ed25519(let x): try edwardsKey(x: x)
        case .rsa(let modulus, let exponent): try rsaKey(modulus: modulus, exponent: exponent)
        }
    }

    /// The length of every signature that a key of this kind makes, in bytes.
    static func signatureLength(_ material: JSONWebKey.Material) -> Int {
        switch material {
        case .elliptic(let curve, _, _): 2 * curve.coordinateLength
        case .ed25519: 2 * EdwardsPoint.length
        case .rsa(let modulus, _): modulus.count
        }
    }

    private static func ellipticKey(
        _ curve: EllipticCurve, x: [UInt8], y: [UInt8]
    ) throws(SigningError) -> KeyHandle {
        let length = curve.coordinateLength
        guard x.count == length, y.count == length else {
            throw .malformed("the coordinates of a \(curve.rawValue) key are \(length) bytes each; copy the key again")
        }
        let parameters = try KeyParameters()
        try parameters.append(OSSL_PKEY_PARAM_GROUP_NAME, text: curve.rawValue)
        try parameters.append(OSSL_PKEY_PARAM_PUB_KEY, bytes: [4] + x + y)
        // The library decodes the point, and with that checks the curve's equation (EC_POINT_oct2point(3)).
        guard let key = try? parameters.key(type: "EC"), isSound(key) else { throw .notOnCurve }
        return key
    }

    private static func edwardsKey(x: [UInt8]) throws(SigningError) -> KeyHandle {
        guard x.count == EdwardsPoint.length else {
            throw .malformed("an Ed25519 key is \(EdwardsPoint.length) bytes; copy the key again")
        }
        // The library would load any 32 bytes, and find the fault, or none, in each signature.
        try EdwardsPoint.check(x)
        let parameters = try KeyParameters()
        try parameters.append(OSSL_PKEY_PARAM_PUB_KEY, bytes: x)
        return try parameters.key(type: "ED25519")
    }

    private static func rsaKey(modulus: [UInt8], exponent: [UInt8]) throws(SigningError) -> KeyHandle {
        guard let first = modulus.first, first != 0, let last = modulus.last, exponent.first ?? 0 != 0 else {
            throw .malformed("the numbers of an RSA key begin with a byte that is not zero; copy the key again")
        }
        let bits = modulus.count * 8 - first.leadingZeroBitCount
        if bits < 2048 { throw .shortModulus(bits: bits) }
        if bits > PublicKey.longestModulus { throw .longModulus(bits: bits) }
        if last & 1 == 0 { throw .evenModulus }
        try checkExponent(exponent)
        if PredictableModulus.matches(modulus) {
            throw .malformed(
                "the RSA key was made by a chip whose keys can be guessed (CVE-2017-15361); make a new key")
        }
        let parameters = try KeyParameters()
        try parameters.append(OSSL_PKEY_PARAM_RSA_N, number: modulus)
        try parameters.append(OSSL_PKEY_PARAM_RSA_E, number: exponent)
        let key = try parameters.key(type: "RSA")
        guard isSound(key) else {
            throw .malformed("OpenSSL finds the RSA key unsound; make a new key")
        }
        return key
    }

    /// Odd and at least 65,537; and at most 64 bits, since verifying takes time by its length.
    private static func checkExponent(_ exponent: [UInt8]) throws(SigningError) {
        guard exponent.count <= 8 else {
            throw .malformed("the public exponent of the RSA key is over 64 bits; make a new key with 65537")
        }
        let value = exponent.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        guard value >= 65537, value & 1 == 1 else { throw .badExponent }
    }

    /// Whether the library finds nothing wrong with the public half.
    private static func isSound(_ key: KeyHandle) -> Bool {
        guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil) else { return false }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        defer { ERR_clear_error() }
        return unsafe EVP_PKEY_public_check(context) == 1
    }
}
