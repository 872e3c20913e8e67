import Testing

@testable import Signing

@Suite struct PublicKeyTests {
    private static func load(_ material: JSONWebKey.Material) throws(SigningError) -> PublicKey {
        let algorithm: SigningAlgorithm = if case .rsa = material { .rs256 } else { .es256 }
        return try PublicKey(JSONWebKey(algorithm: algorithm, material: material))
    }

    private static func elliptic() throws -> (x: [UInt8], y: [UInt8]) {
        guard case .elliptic(.p256, let x, let y) = try PrivateKey.generate(.es256).publicKey.webKey.material else {
            return ([], [])
        }
        return (x, y)
    }

    @Test func `coordinates of P-384 are 48 bytes, and make a point of that curve`() throws {
        let key = try PrivateKey.generate(.es384).publicKey.webKey
        guard case .elliptic(.p384, let x, let y) = key.material else { throw SigningError.notOnCurve }
        var off = y
        off[47] ^= 1
        #expect(throws: SigningError.notOnCurve) {
            try PublicKey(JSONWebKey(algorithm: .es384, material: .elliptic(.p384, x: x, y: off)))
        }
        #expect(throws: SigningError.malformed("the coordinates of a P-384 key are 48 bytes each; copy the key again"))
        {
            try PublicKey(JSONWebKey(algorithm: .es384, material: .elliptic(.p384, x: Array(x.dropLast()), y: y)))
        }
        #expect(throws: Never.self) { try PublicKey(key) }
    }

    /// One for all tests: making it takes longer than all of them.
    private static let sharedModulus = Result { try makeModulus() }

    private static func modulus() throws -> [UInt8] { try sharedModulus.get() }

    private static func makeModulus() throws -> [UInt8] {
        guard case .rsa(let modulus, _) = try PrivateKey.generate(.rs256).publicKey.webKey.material else { return [] }
        return modulus
    }

    @Test func `a point that is off its curve is refused`() throws {
        let (x, y) = try Self.elliptic()
        var off = y
        off[31] ^= 1
        #expect(throws: SigningError.notOnCurve) { try Self.load(.elliptic(.p256, x: x, y: off)) }
        let zero = [UInt8](repeating: 0, count: 32)
        #expect(throws: SigningError.notOnCurve) { try Self.load(.elliptic(.p256, x: zero, y: zero)) }
        let full = [UInt8](repeating: 0xFF, count: 32)
        #expect(throws: SigningError.notOnCurve) { try Self.load(.elliptic(.p256, x: full, y: full)) }
        #expect(throws: Never.self) { try Self.load(.elliptic(.p256, x: x, y: y)) }
    }

    @Test func `coordinates of another length are refused`() throws {
        let (x, y) = try Self.elliptic()
        #expect(throws: SigningError.self) { try Self.load(.elliptic(.p256, x: Array(x.dropLast()), y: y)) }
        #expect(throws: SigningError.self) { try Self.load(.elliptic(.p256, x: x, y: [0] + y)) }
        #expect(throws: SigningError.self) { try Self.load(.elliptic(.p256, x: [], y: [])) }
    }

    /// Exponents that are not safe, and what is said of each.
    @Test(
        arguments: [
            ([1], .badExponent), ([3], .badExponent), ([0x01, 0x00, 0x00], .badExponent),
            ([0xFF, 0xFF], .badExponent), ([0x01, 0x00, 0x02], .badExponent),
        ] as [([UInt8], SigningError)])
    func `an even or small exponent is refused`(exponent: [UInt8], error: SigningError) throws {
        let modulus = try Self.modulus()
        #expect(throws: error) { try Self.load(.rsa(modulus: modulus, exponent: exponent)) }
        #expect(throws: Never.self) { try Self.load(.rsa(modulus: modulus, exponent: [1, 0, 1])) }
    }

    @Test func `an exponent that is missing, padded or huge is refused`() throws {
        let modulus = try Self.modulus()
        for exponent in [[], [0, 1, 0, 1], [UInt8](repeating: 0xFF, count: 9)] {
            #expect(throws: SigningError.self) { try Self.load(.rsa(modulus: modulus, exponent: exponent)) }
        }
    }

    @Test func `a modulus that is short, long, even, padded or missing is refused`() throws {
        let modulus = try Self.modulus()
        let exponent: [UInt8] = [1, 0, 1]
        #expect(throws: SigningError.shortModulus(bits: 2040)) {
            try Self.load(.rsa(modulus: [0xFF] + modulus.suffix(254), exponent: exponent))
        }
        #expect(throws: SigningError.shortModulus(bits: 2047)) {
            try Self.load(.rsa(modulus: [0x7F] + modulus.dropFirst(), exponent: exponent))
        }
        #expect(throws: SigningError.longModulus(bits: 8200)) {
            try Self.load(.rsa(modulus: [UInt8](repeating: 0xFF, count: 1025), exponent: exponent))
        }
        #expect(throws: SigningError.evenModulus) {
            try Self.load(.rsa(modulus: modulus.dropLast() + [0xFE], exponent: exponent))
        }
        #expect(throws: SigningError.self) { try Self.load(.rsa(modulus: [0] + modulus, exponent: exponent)) }
        #expect(throws: SigningError.self) { try Self.load(.rsa(modulus: [], exponent: exponent)) }
        #expect(throws: Never.self) { try Self.load(.rsa(modulus: modulus, exponent: exponent)) }
    }
}
