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
    package static func derive(
        password: [UInt8], salt: [UInt8], cost: Cost
    ) throws(SigningError) -> [UInt8] {
        let context = try KDFContext()
        let parameters = try ParameterList(password: password, salt: salt, cost: cost)
        var derived = [UInt8](repeating: 0, count: length)
        try OpenSSL.check(
            unsafe EVP_KDF_derive(context.pointer, &derived, derived.count, parameters.pointer), "EVP_KDF_derive")
        return derived
    }
}

/// Owns one derivation context of the library.
@safe private struct KDFContext: ~Copyable {
    let pointer: OpaquePointer

    init() throws(SigningError) {
        let function = unsafe try OpenSSL.some(EVP_KDF_fetch(nil, "SCRYPT", nil), "EVP_KDF_fetch")
        // The context holds on to it.
        defer { unsafe EVP_KDF_free(function) }
        unsafe pointer = try OpenSSL.some(EVP_KDF_CTX_new(function), "EVP_KDF_CTX_new")
    }

    deinit { unsafe EVP_KDF_CTX_free(pointer) }
}

/// Owns the parameters of one derivation, the password among them.
@safe private struct ParameterList: ~Copyable {
    let pointer: UnsafeMutablePointer<OSSL_PARAM>

    init(password: [UInt8], salt: [UInt8], cost: Scrypt.Cost) throws(SigningError) {
        let builder = unsafe try OpenSSL.some(OSSL_PARAM_BLD_new(), "OSSL_PARAM_BLD_new")
        defer { unsafe OSSL_PARAM_BLD_free(builder) }
        let memory = UInt64(128 * cost.blockSize) * (UInt64(1) << UInt64(cost.logN)) + (4 << 20)
        // The bytes are referred to until the list is made, which copies them.
        let list = unsafe password.withUnsafeBufferPointer { password in
            unsafe salt.withUnsafeBufferPointer { salt in
                unsafe Self.list(builder, password, salt, cost, memory: memory)
            }
        }
        guard let list = unsafe list else {
            throw .library(call: "OSSL_PARAM_BLD_to_param", reason: OpenSSL.takeError())
        }
        unsafe pointer = list
    }

    private static func list(
        _ builder: OpaquePointer, _ password: UnsafeBufferPointer<UInt8>, _ salt: UnsafeBufferPointer<UInt8>,
        _ cost: Scrypt.Cost, memory: UInt64
    ) -> UnsafeMutablePointer<OSSL_PARAM>? {
        let isComplete =
            unsafe OSSL_PARAM_BLD_push_octet_string(builder, "pass", password.baseAddress, password.count) == 1
            && OSSL_PARAM_BLD_push_octet_string(builder, "salt", salt.baseAddress, salt.count) == 1
            && OSSL_PARAM_BLD_push_uint64(builder, "n", UInt64(1) << UInt64(cost.logN)) == 1
            && OSSL_PARAM_BLD_push_uint32(builder, "r", UInt32(cost.blockSize)) == 1
            && OSSL_PARAM_BLD_push_uint32(builder, "p", UInt32(cost.parallelism)) == 1
            && OSSL_PARAM_BLD_push_uint64(builder, "maxmem_bytes", memory) == 1
        return isComplete ? unsafe OSSL_PARAM_BLD_to_param(builder) : nil
    }

    deinit { unsafe OSSL_PARAM_free(pointer) }
}
