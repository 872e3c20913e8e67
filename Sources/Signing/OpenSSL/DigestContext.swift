import COpenSSL

/// Owns one signing or verifying context of the library.
@safe struct DigestContext: ~Copyable {
    let pointer: OpaquePointer

    init() throws(SigningError) {
        unsafe pointer = try OpenSSL.some(EVP_MD_CTX_new(), "EVP_MD_CTX_new")
    }

    deinit { unsafe EVP_MD_CTX_free(pointer) }
}
