import COpenSSL

/// Owns one signing or verifying context of the library.
///
/// A context made ready for a key is kept, and each signature or verification works on a copy of it: the library
/// otherwise searches its providers each time. A kept one is only copied from, which several threads may do at once
/// (openssl-threads(7)): that makes it `Sendable`. Only the copies, which their maker alone holds, are worked on.
@safe struct DigestContext: ~Copyable, @unchecked Sendable {
    let pointer: OpaquePointer

    private init() throws(SigningError) {
        unsafe pointer = try OpenSSL.some(EVP_MD_CTX_new(), "EVP_MD_CTX_new")
    }

    /// A context that is ready to verify; it holds on to the key.
    static func verifying(_ key: KeyHandle, _ algorithm: SigningAlgorithm) throws(SigningError) -> DigestContext {
        let context = try DigestContext()
        var parameters: OpaquePointer?
        try OpenSSL.check(
            unsafe EVP_DigestVerifyInit_ex(
                context.pointer, &parameters, algorithm.digest, nil, nil, key.pointer, nil),
            "EVP_DigestVerifyInit_ex")
        if algorithm == .ps256 { unsafe try pad(parameters) }
        return context
    }

    /// A context that is ready to sign; it holds on to the key.
    static func signing(_ key: KeyHandle, _ algorithm: SigningAlgorithm) throws(SigningError) -> DigestContext {
        let context = try DigestContext()
        var parameters: OpaquePointer?
        try OpenSSL.check(
            unsafe EVP_DigestSignInit_ex(context.pointer, &parameters, algorithm.digest, nil, nil, key.pointer, nil),
            "EVP_DigestSignInit_ex")
        if algorithm == .ps256 { unsafe try pad(parameters) }
        return context
    }

    /// PSS with MGF1 on SHA-256 and a salt as long as the digest (RFC 7518 §3.5). Left to itself, the library signs with
    /// the longest salt and verifies any.
    private static func pad(_ parameters: OpaquePointer?) throws(SigningError) {
        try OpenSSL.check(
            unsafe EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING), "EVP_PKEY_CTX_set_rsa_padding")
        try OpenSSL.check(
            unsafe EVP_PKEY_CTX_set_rsa_mgf1_md_name(parameters, "SHA256", nil), "EVP_PKEY_CTX_set_rsa_mgf1_md_name")
        try OpenSSL.check(
            unsafe EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, 32), "EVP_PKEY_CTX_set_rsa_pss_saltlen")
    }

    deinit { unsafe EVP_MD_CTX_free(pointer) }

    /// A copy to work on.
    func copy() throws(SigningError) -> DigestContext {
        let copy = try DigestContext()
        try OpenSSL.check(unsafe EVP_MD_CTX_copy_ex(copy.pointer, pointer), "EVP_MD_CTX_copy_ex")
        // It is used once: the library need not make another copy of it to end.
        unsafe EVP_MD_CTX_set_flags(copy.pointer, EVP_MD_CTX_FLAG_FINALISE)
        return copy
    }
}
