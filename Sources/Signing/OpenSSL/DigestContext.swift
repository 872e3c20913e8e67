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
    static func verifying(_ key: KeyHandle, digest: String) throws(SigningError) -> DigestContext {
        let context = try DigestContext()
        try OpenSSL.check(
            unsafe EVP_DigestVerifyInit_ex(context.pointer, nil, digest, nil, nil, key.pointer, nil),
            "EVP_DigestVerifyInit_ex")
        return context
    }

    /// A context that is ready to sign; it holds on to the key.
    static func signing(_ key: KeyHandle, digest: String) throws(SigningError) -> DigestContext {
        let context = try DigestContext()
        try OpenSSL.check(
            unsafe EVP_DigestSignInit_ex(context.pointer, nil, digest, nil, nil, key.pointer, nil),
            "EVP_DigestSignInit_ex")
        return context
    }

    deinit { unsafe EVP_MD_CTX_free(pointer) }

    /// A copy to work on.
    func copy() throws(SigningError) -> DigestContext {
        let copy = try DigestContext()
        try OpenSSL.check(unsafe EVP_MD_CTX_copy_ex(copy.pointer, pointer), "EVP_MD_CTX_copy_ex")
        return copy
    }
}
