import COpenSSL

/// The digest SHA-256 (FIPS 180-4).
package enum SHA256 {
    /// The length of a digest, in bytes.
    package static let length = 32

    /// Looked up once: the library otherwise searches its providers for each digest. Never changed or released.
    nonisolated(unsafe) private static let algorithm = unsafe EVP_MD_fetch(nil, "SHA256", nil)

    /// The digest of bytes: 32 bytes.
    package static func digest(of message: Span<UInt8>) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: length)
        let result = unsafe message.withUnsafeBufferPointer { message in
            unsafe EVP_Digest(message.baseAddress, message.count, &digest, nil, algorithm, nil)
        }
        // Fails only where the library has no SHA-256 or no memory. Going on would compare secrets with zeros.
        precondition(result == 1, "OpenSSL cannot compute SHA-256")
        return digest
    }

    /// The digest of bytes: 32 bytes.
    package static func digest(of message: [UInt8]) -> [UInt8] { digest(of: message.span) }
}
