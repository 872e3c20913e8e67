/// Recognises the RSA keys of a faulty chip, whose factors can be computed (CVE-2017-15361, "ROCA").
///
/// Its primes are powers of 65,537 modulo the product of the first small primes, and so is the modulus. Another modulus
/// passes for one of these by a chance of one in two hundred million.
enum PredictableModulus {
    private static let primes: [UInt32] = [
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
        113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    ]

    /// Whether the modulus, given big-endian, has the mark.
    static func matches(_ modulus: [UInt8]) -> Bool {
        primes.allSatisfy { prime in
            isPower(modulus.reduce(0 as UInt32) { ($0 << 8 | UInt32($1)) % prime }, modulo: prime)
        }
    }

    private static func isPower(_ remainder: UInt32, modulo prime: UInt32) -> Bool {
        var power: UInt32 = 1
        for _ in 0..<prime {
            if power == remainder { return true }
            power = power * 65537 % prime
        }
        return false
    }
}
