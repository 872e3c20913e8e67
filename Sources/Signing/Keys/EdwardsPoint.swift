import COpenSSL

/// What makes 32 bytes a public key of Ed25519 (RFC 8032 §5.1.3). The library loads any 32 bytes.
enum EdwardsPoint {
    /// The size of an encoded point, in bytes.
    static let length = 32

    /// Refuses what is not the one encoding of a point on the curve, and points of small order.
    ///
    /// Under a point of small order, one signature verifies for many messages, with no private key at all.
    static func check(_ encoded: [UInt8]) throws(SigningError) {
        // Little-endian; the highest bit is the sign of x (RFC 8032 §5.1.2).
        var y = Array(encoded.reversed())
        y[0] &= 0x7F
        guard y.lexicographicallyPrecedes(prime) else {
            throw .malformed("the Ed25519 key is not in its canonical form; copy it again, or make a new key")
        }
        if smallOrder.contains(y) {
            throw .malformed("the Ed25519 key is a point of small order, under which anyone can sign; make a new key")
        }
        guard try isOnCurve(y) else { throw .notOnCurve }
    }

    /// p = 2²⁵⁵ − 19, big-endian.
    private static let prime: [UInt8] = [0x7F] + [UInt8](repeating: 0xFF, count: 30) + [0xED]

    /// The y of the eight points whose order divides 8, big-endian: of order 4, 1, 2, and twice 8.
    private static let smallOrder: [[UInt8]] = [
        [UInt8](repeating: 0, count: 32),
        [UInt8](repeating: 0, count: 31) + [1],
        [0x7F] + [UInt8](repeating: 0xFF, count: 30) + [0xEC],
        [
            0x05, 0xFC, 0x53, 0x6D, 0x88, 0x02, 0x38, 0xB1, 0x39, 0x33, 0xC6, 0xD3, 0x05, 0xAC, 0xDF, 0xD5,
            0xF0, 0x98, 0xEF, 0xF2, 0x89, 0xF4, 0xC3, 0x45, 0xB0, 0x27, 0xB2, 0xC2, 0x8F, 0x95, 0xE8, 0x26,
        ],
        [
            0x7A, 0x03, 0xAC, 0x92, 0x77, 0xFD, 0xC7, 0x4E, 0xC6, 0xCC, 0x39, 0x2C, 0xFA, 0x53, 0x20, 0x2A,
            0x0F, 0x67, 0x10, 0x0D, 0x76, 0x0B, 0x3C, 0xBA, 0x4F, 0xD8, 0x4D, 0x3D, 0x70, 0x6A, 0x17, 0xC7,
        ],
    ]

    /// Whether there is an x with −x² + y² = 1 + dx²y², d being −121665/121666 (RFC 8032 §5.1).
    ///
    /// There is one where (y² − 1) / (dy² + 1) is a square. A quotient is a square exactly where the product is, and so is
    /// one of numbers multiplied by the same: (y² − 1) · 121666 · (121666 − 121665y²) is looked at.
    private static func isOnCurve(_ y: [UInt8]) throws(SigningError) -> Bool {
        let context = unsafe try OpenSSL.some(BN_CTX_new(), "BN_CTX_new")
        defer { unsafe BN_CTX_free(context) }
        let p = try BigNumber(prime)
        let square = try BigNumber(y)
        let one = try BigNumber([1])
        let factor = try BigNumber([0x01, 0xDB, 0x42])
        let product = try BigNumber([])
        let other = try BigNumber([0x01, 0xDB, 0x41])
        let steps = unsafe [
            BN_mod_sqr(square.pointer, square.pointer, p.pointer, context),
            BN_mod_sub(product.pointer, square.pointer, one.pointer, p.pointer, context),
            BN_mod_mul(product.pointer, product.pointer, factor.pointer, p.pointer, context),
            BN_mod_mul(other.pointer, other.pointer, square.pointer, p.pointer, context),
            BN_mod_sub(other.pointer, factor.pointer, other.pointer, p.pointer, context),
            BN_mod_mul(product.pointer, product.pointer, other.pointer, p.pointer, context),
        ]
        for step in steps { try OpenSSL.check(step, "BN_mod_mul") }
        return unsafe BN_kronecker(product.pointer, p.pointer, context) >= 0
    }
}

/// Owns one number of the library.
@safe private struct BigNumber: ~Copyable {
    let pointer: OpaquePointer

    /// A number from its digits, big-endian.
    init(_ digits: [UInt8]) throws(SigningError) {
        unsafe pointer = try OpenSSL.some(BN_bin2bn(digits, Int32(digits.count), nil), "BN_bin2bn")
    }

    deinit { unsafe BN_free(pointer) }
}
