import COpenSSL

/// A slow hash for what people choose (RFC 7914): each guess costs time and memory.
package enum Scrypt {
    /// What a derivation costs.
    package struct Cost: Hashable, Sendable {
        /// The logarithm to base 2 of N: 10 to 20. Memory is 128 · N · r bytes.
        package let logN: Int
        /// The block size: 1 to 16.
        package let blockSize: Int
        /// How many times over: 1 to 4.
        package let parallelism: Int

        /// `nil` where one of them is outside its range: what a damaged row asks for must not take the machine's memory.
        package init?(logN: Int, blockSize: Int, parallelism: Int) {
            guard (10...20).contains(logN), (1...16).contains(blockSize), (1...4).contains(parallelism) else {
                return nil
            }
            self.logN = logN
            self.blockSize = blockSize
            self.parallelism = parallelism
        }
    }

    /// The length of what is derived, in bytes.
    package static let length = 32

    /// Derives 32 bytes from a password. Takes a tenth of a second and 32 MiB at N = 2^15, r = 8: never on a loop.
    ///
    /// - Throws: where the library has no memory to give.
    package static func derive(password: [UInt8], salt: [UInt8], cost: Cost) throws(SigningError) -> [UInt8] {
        // What the table takes, and a little for the blocks beside it.
        let memory = UInt64(128 * cost.blockSize) * (UInt64(1) << UInt64(cost.logN)) + (1 << 20)
        var derived = [UInt8](repeating: 0, count: length)
        try OpenSSL.check(
            unsafe tollgate_scrypt(
                password, password.count, salt, salt.count, UInt64(1) << UInt64(cost.logN), UInt32(cost.blockSize),
                UInt32(cost.parallelism), memory, &derived, derived.count),
            "EVP_KDF_derive")
        return derived
    }
}
