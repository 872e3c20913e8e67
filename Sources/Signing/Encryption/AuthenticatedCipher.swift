import COpenSSL

/// AES-256-GCM: nobody without the key can read a sealed text or change a bit of it (NIST SP 800-38D).
///
/// A sealed text is one byte of version, here 1, a nonce of 12 bytes, the ciphertext, and a tag of 16 bytes. Nonces are
/// random: one key must seal fewer than 2^32 texts, which for signing keys is no limit.
struct AuthenticatedCipher: Sendable {
    /// The length of a key, in bytes.
    static let keyLength = 32
    static let version: UInt8 = 1

    private static let nonceLength = 12
    private static let tagLength = 16

    private let key: [UInt8]

    /// A cipher from a key of 32 bytes; `nil` for another length.
    init?(key: [UInt8]) {
        guard key.count == Self.keyLength else { return nil }
        self.key = key
    }

    /// Seals a text. The context is not kept in the result, and must be given again to open it.
    func seal(_ text: [UInt8], context: [UInt8]) throws(SigningError) -> [UInt8] {
        let nonce = SecureRandom.bytes(Self.nonceLength)
        let cipher = try CipherContext()
        try OpenSSL.check(
            unsafe EVP_EncryptInit_ex2(cipher.pointer, EVP_aes_256_gcm(), key, nonce, nil), "EVP_EncryptInit_ex2")
        var length: Int32 = 0
        try OpenSSL.check(
            unsafe EVP_EncryptUpdate(cipher.pointer, nil, &length, context, Int32(context.count)), "EVP_EncryptUpdate")
        var sealed = [UInt8](repeating: 0, count: text.count)
        try OpenSSL.check(
            unsafe EVP_EncryptUpdate(cipher.pointer, &sealed, &length, text, Int32(text.count)), "EVP_EncryptUpdate")
        var tag = [UInt8](repeating: 0, count: Self.tagLength)
        // GCM adds no bytes at the end; the tag's room stands in for a place to put them.
        try OpenSSL.check(unsafe EVP_EncryptFinal_ex(cipher.pointer, &tag, &length), "EVP_EncryptFinal_ex")
        try OpenSSL.check(
            unsafe EVP_CIPHER_CTX_ctrl(cipher.pointer, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag),
            "EVP_CIPHER_CTX_ctrl")
        return [Self.version] + nonce + sealed + tag
    }

    /// Opens what ``seal(_:context:)`` made; `nil` where key, context or a bit of the sealed text is another.
    func open(_ sealed: [UInt8], context: [UInt8]) throws(SigningError) -> [UInt8]? {
        let overhead = 1 + Self.nonceLength + Self.tagLength
        guard sealed.count >= overhead, sealed[0] == Self.version else { return nil }
        let nonce = Array(sealed[1..<1 + Self.nonceLength])
        let content = Array(sealed[(1 + Self.nonceLength)..<(sealed.count - Self.tagLength)])
        var tag = Array(sealed.suffix(Self.tagLength))
        let cipher = try CipherContext()
        try OpenSSL.check(
            unsafe EVP_DecryptInit_ex2(cipher.pointer, EVP_aes_256_gcm(), key, nonce, nil), "EVP_DecryptInit_ex2")
        var length: Int32 = 0
        try OpenSSL.check(
            unsafe EVP_DecryptUpdate(cipher.pointer, nil, &length, context, Int32(context.count)), "EVP_DecryptUpdate")
        var text = [UInt8](repeating: 0, count: content.count)
        try OpenSSL.check(
            unsafe EVP_DecryptUpdate(cipher.pointer, &text, &length, content, Int32(content.count)), "EVP_DecryptUpdate"
        )
        try OpenSSL.check(
            unsafe EVP_CIPHER_CTX_ctrl(cipher.pointer, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag),
            "EVP_CIPHER_CTX_ctrl")
        var end = [UInt8](repeating: 0, count: 16)
        defer { ERR_clear_error() }
        return unsafe EVP_DecryptFinal_ex(cipher.pointer, &end, &length) == 1 ? text : nil
    }
}

/// Owns one cipher context of the library.
@safe private struct CipherContext: ~Copyable {
    let pointer: OpaquePointer

    init() throws(SigningError) {
        unsafe pointer = try OpenSSL.some(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new")
    }

    deinit { unsafe EVP_CIPHER_CTX_free(pointer) }
}
