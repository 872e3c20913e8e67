import COpenSSL

/// A digest under a key (RFC 2104).
package enum HMAC {
    /// The digest beneath it.
    package enum Digest: String, Hashable, Sendable, CaseIterable {
        /// 20 bytes. No longer good for signatures; in HMAC it is (RFC 6151 §2), and authenticators know no other.
        case sha1 = "SHA1"
        /// 32 bytes.
        case sha256 = "SHA256"
    }

    /// The authentication code of a message: as long as the digest.
    ///
    /// - Parameter key: of any length, 1 byte or more.
    package static func code(of message: [UInt8], key: [UInt8], _ digest: Digest) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length = 0
        let result = unsafe EVP_Q_mac(
            nil, "HMAC", nil, digest.rawValue, nil, key, key.count, message, message.count, &code, code.count, &length)
        // Fails only where the library has no HMAC or no memory. Going on would compare codes with zeros.
        unsafe precondition(result != nil && length <= code.count, "OpenSSL cannot compute HMAC")
        return Array(code.prefix(length))
    }
}
