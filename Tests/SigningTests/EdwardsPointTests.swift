import Testing

@testable import Signing

@Suite struct EdwardsPointTests {
    private static func load(_ x: [UInt8]) throws(SigningError) -> PublicKey {
        try PublicKey(JSONWebKey(algorithm: .edDSA, material: .ed25519(x: x)))
    }

    /// An encoding: its lowest byte, those between, and the highest, which holds the sign of x.
    private static func point(_ low: UInt8, _ middle: UInt8, _ high: UInt8) -> [UInt8] {
        [low] + [UInt8](repeating: middle, count: 30) + [high]
    }

    /// The two y of order 8, as they are encoded.
    private static let orderEight: [[UInt8]] = [
        [
            0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF, 0x98, 0xF0,
            0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53, 0xFC, 0x05,
        ],
        [
            0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10, 0x67, 0x0F,
            0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77, 0x92, 0xAC, 0x03, 0x7A,
        ],
    ]

    @Test func `a point of small order is refused, with either sign`() {
        let points = [Self.point(0, 0, 0), Self.point(1, 0, 0), Self.point(0xEC, 0xFF, 0x7F)] + Self.orderEight
        let error = SigningError.malformed(
            "the Ed25519 key is a point of small order, under which anyone can sign; make a new key")
        for point in points {
            #expect(throws: error) { try Self.load(point) }
            #expect(throws: error) { try Self.load(point.dropLast() + [point[31] | 0x80]) }
        }
    }

    /// p and what is above it: they stand for 0, 1 and so on.
    @Test func `an encoding of y that is not the shortest is refused`() {
        let error = SigningError.malformed(
            "the Ed25519 key is not in its canonical form; copy it again, or make a new key")
        for low: UInt8 in [0xED, 0xEE, 0xFF] {
            #expect(throws: error) { try Self.load(Self.point(low, 0xFF, 0x7F)) }
            #expect(throws: error) { try Self.load(Self.point(low, 0xFF, 0xFF)) }
        }
    }

    /// Which y have a point was computed by the equation of RFC 8032 §5.1 in another program.
    @Test func `a y without a point on the curve is refused`() {
        for low: UInt8 in [2, 7, 8, 11, 12, 13, 17, 20, 22, 31, 34] {
            #expect(throws: SigningError.notOnCurve, "\(low)") { try Self.load(Self.point(low, 0, 0)) }
        }
        for low: UInt8 in [3, 4, 5, 6, 9, 10, 14, 15, 16, 18, 19, 21, 23, 24, 25, 26, 27, 28, 29, 30, 32, 33, 35] {
            #expect(throws: Never.self, "\(low)") { try Self.load(Self.point(low, 0, 0)) }
        }
    }

    @Test func `every key that is made passes`() throws {
        for _ in 0..<200 { _ = try PrivateKey.generate(.edDSA) }
    }

    @Test func `a key of another length is refused`() throws {
        guard case .ed25519(let x) = try PrivateKey.generate(.edDSA).publicKey.webKey.material else { return }
        let error = SigningError.malformed("an Ed25519 key is 32 bytes; copy the key again")
        for wrong in [[], Array(x.dropLast()), x + [0]] { #expect(throws: error) { try Self.load(wrong) } }
        #expect(throws: Never.self) { try Self.load(x) }
    }
}
