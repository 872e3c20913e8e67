import COpenSSL

/// Random bytes that nobody can foresee, for secrets, keys and nonces.
package enum SecureRandom {
    /// Random bytes from the library's generator, which is seeded by the kernel.
    ///
    /// - Parameter count: how many, 0 or more.
    package static func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let result = unsafe RAND_bytes(&bytes, Int32(count))
        // Fails only where the kernel has no randomness to give. Going on would hand out secrets of zeros.
        precondition(result == 1, "OpenSSL has no randomness")
        return bytes
    }
}
