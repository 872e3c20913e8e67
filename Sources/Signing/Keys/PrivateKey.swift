import COpenSSL

/// A key that makes signatures of one algorithm. It never leaves but through ``pkcs8()``, to be sealed.
package final class PrivateKey: Sendable {
    /// The one algorithm it signs with.
    package var algorithm: SigningAlgorithm { publicKey.algorithm }
    /// The half that everyone may have.
    package let publicKey: PublicKey

    private let handle: KeyHandle
    /// Made ready for this key once; each signature works on a copy.
    private let prepared: DigestContext

    private init(_ handle: KeyHandle, _ algorithm: SigningAlgorithm) throws(SigningError) {
        self.handle = handle
        prepared = try DigestContext.signing(handle, algorithm)
        publicKey = try PublicKey(JSONWebKey(algorithm: algorithm, material: Self.material(of: handle, algorithm)))
    }

    /// Makes a new key: on the algorithm's curve, or of 2048 bits for RSA.
    package static func generate(_ algorithm: SigningAlgorithm) throws(SigningError) -> PrivateKey {
        let context = unsafe try OpenSSL.some(
            EVP_PKEY_CTX_new_from_name(nil, algorithm.keyType, nil), "EVP_PKEY_CTX_new_from_name")
        defer { unsafe EVP_PKEY_CTX_free(context) }
        try OpenSSL.check(unsafe EVP_PKEY_keygen_init(context), "EVP_PKEY_keygen_init")
        switch algorithm {
        case .es256, .es384:
            try OpenSSL.check(
                unsafe EVP_PKEY_CTX_set_group_name(context, algorithm.curve?.rawValue), "EVP_PKEY_CTX_set_group_name")
        case .edDSA: break
        case .ps256, .rs256:
            try OpenSSL.check(
                unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2048), "EVP_PKEY_CTX_set_rsa_keygen_bits")
        }
        var key: OpaquePointer?
        try OpenSSL.check(unsafe EVP_PKEY_generate(context, &key), "EVP_PKEY_generate")
        return try PrivateKey(unsafe KeyHandle(try OpenSSL.some(key, "EVP_PKEY_generate")), algorithm)
    }

    /// Loads a key from its PKCS#8 form, `PrivateKeyInfo` in DER (RFC 5208 §5).
    ///
    /// - Parameter algorithm: what the key is for; the form itself tells only the type of key.
    package convenience init(pkcs8: [UInt8], algorithm: SigningAlgorithm) throws(SigningError) {
        let handle = try Self.decode(pkcs8)
        guard handle.isA(algorithm.keyType) else { throw .wrongKeyType(algorithm) }
        if let curve = algorithm.curve, handle.curve != curve.libraryName { throw .wrongKeyType(algorithm) }
        try self.init(handle, algorithm)
        try checkHalves()
    }

    /// The key as PKCS#8 `PrivateKeyInfo` in DER, not encrypted: seal it before it is written anywhere.
    package func pkcs8() throws(SigningError) -> [UInt8] {
        let info = unsafe try OpenSSL.some(EVP_PKEY2PKCS8(handle.pointer), "EVP_PKEY2PKCS8")
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
        var encoded: UnsafeMutablePointer<UInt8>?
        let length = unsafe i2d_PKCS8_PRIV_KEY_INFO(info, &encoded)
        guard length > 0, let start = unsafe encoded else {
            throw .library(call: "i2d_PKCS8_PRIV_KEY_INFO", reason: OpenSSL.takeError())
        }
        defer { unsafe CRYPTO_clear_free(start, Int(length), #file, Int32(#line)) }
        return unsafe Array(UnsafeBufferPointer(start: start, count: Int(length)))
    }

    /// Signs a message. An ECDSA signature is `r‖s`, each as long as a coordinate (RFC 7518 §3.4).
    package func sign(_ message: Span<UInt8>) throws(SigningError) -> [UInt8] {
        let context = try prepared.copy()
        var signature = [UInt8](repeating: 0, count: Int(unsafe EVP_PKEY_get_size(handle.pointer)))
        var length = signature.count
        let result = unsafe message.withUnsafeBufferPointer { message in
            unsafe EVP_DigestSign(context.pointer, &signature, &length, message.baseAddress, message.count)
        }
        try OpenSSL.check(result, "EVP_DigestSign")
        signature.removeLast(signature.count - length)
        guard let curve = algorithm.curve else { return signature }
        guard let halves = ECDSASignature(der: signature, on: curve) else {
            throw .malformed("OpenSSL made an ECDSA signature in another form than DER")
        }
        return halves.raw
    }

    private static func decode(_ pkcs8: [UInt8]) throws(SigningError) -> KeyHandle {
        let malformed = SigningError.malformed("the bytes are not a private key in PKCS#8 form; restore the key")
        defer { ERR_clear_error() }
        let info = unsafe pkcs8.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return unsafe d2i_PKCS8_PRIV_KEY_INFO(nil, &cursor, buffer.count)
        }
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
        // Written out again it has the same length: nothing follows the key.
        guard unsafe info != nil, unsafe i2d_PKCS8_PRIV_KEY_INFO(info, nil) == pkcs8.count,
            let key = unsafe EVP_PKCS82PKEY(info)
        else { throw malformed }
        return unsafe KeyHandle(key)
    }

    /// Refuses a private half that does not belong to the public one.
    private func checkHalves() throws(SigningError) {
        let context = unsafe try OpenSSL.some(
            EVP_PKEY_CTX_new_from_pkey(nil, handle.pointer, nil), "EVP_PKEY_CTX_new_from_pkey")
        defer { unsafe EVP_PKEY_CTX_free(context) }
        try OpenSSL.check(unsafe EVP_PKEY_pairwise_check(context), "EVP_PKEY_pairwise_check")
    }

    private static func material(
        of handle: KeyHandle, _ algorithm: SigningAlgorithm
    ) throws(SigningError) -> JSONWebKey.Material {
        if let curve = algorithm.curve {
            let width = curve.coordinateLength
            return .elliptic(
                curve, x: try handle.number(OSSL_PKEY_PARAM_EC_PUB_X, width: width),
                y: try handle.number(OSSL_PKEY_PARAM_EC_PUB_Y, width: width))
        }
        if algorithm == .edDSA { return .ed25519(x: try handle.rawPublicKey(count: EdwardsPoint.length)) }
        return .rsa(
            modulus: try handle.number(OSSL_PKEY_PARAM_RSA_N), exponent: try handle.number(OSSL_PKEY_PARAM_RSA_E))
    }
}
