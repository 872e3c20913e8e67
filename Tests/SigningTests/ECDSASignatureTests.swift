import Testing

@testable import Signing

/// A curve and the halves of a signature at the edges of what is legal on it.
struct CurveEdges: CustomTestStringConvertible, Sendable {
    let curve: EllipticCurve
    let algorithm: SigningAlgorithm
    var length: Int { curve.coordinateLength }
    var zero: [UInt8] { [UInt8](repeating: 0, count: length) }
    var one: [UInt8] { zero.dropLast() + [1] }
    /// n − 1.
    var last: [UInt8] { order.dropLast() + [(order.last ?? 0) - 1] }
    var order: [UInt8] { curve.order }
    /// n + 1.
    var beyond: [UInt8] { order.dropLast() + [(order.last ?? 0) + 1] }
    var full: [UInt8] { [UInt8](repeating: 0xFF, count: length) }
    var testDescription: String { curve.rawValue }

    static let all = [
        CurveEdges(curve: .p256, algorithm: .es256), CurveEdges(curve: .p384, algorithm: .es384),
    ]
}

@Suite struct ECDSASignatureTests {
    /// Halves that no signature has, each with the half that has the edge's legal value.
    @Test(arguments: CurveEdges.all)
    func `r and s outside 1 to n-1 are refused`(edges: CurveEdges) {
        let middle = [UInt8](repeating: 0x42, count: edges.length)
        let pairs = [
            (edges.zero, edges.one), (edges.order, edges.last), (edges.beyond, edges.last), (edges.full, edges.last),
        ]
        for (wrong, legal) in pairs {
            #expect(ECDSASignature(bytes: wrong + middle, edges.curve) == nil)
            #expect(ECDSASignature(bytes: middle + wrong, edges.curve) == nil)
            #expect(ECDSASignature(bytes: legal + middle, edges.curve) != nil)
            #expect(ECDSASignature(bytes: middle + legal, edges.curve) != nil)
        }
    }

    @Test(arguments: CurveEdges.all)
    func `halves of every length survive DER`(edges: CurveEdges) throws {
        let count = UInt8(edges.length)
        let halves: [([UInt8], [UInt8])] = [
            (edges.one, [0x02, 0x01, 0x01]), (edges.last, [0x02, count + 1, 0x00] + edges.last),
            ([0x7F] + edges.zero.dropFirst(), [0x02, count, 0x7F] + edges.zero.dropFirst()),
            ([0x00, 0x80] + edges.zero.dropFirst(2), [0x02, count, 0x00, 0x80] + edges.zero.dropFirst(2)),
        ]
        for (half, encoded) in halves {
            let signature = try #require(ECDSASignature(bytes: half + half, edges.curve))
            #expect(signature.der == [0x30, UInt8(2 * encoded.count)] + encoded + encoded)
            #expect(ECDSASignature(der: signature.der, on: edges.curve) == signature)
        }
    }

    @Test(arguments: CurveEdges.all)
    func `an edge value is refused by a key, as is DER instead of r and s`(edges: CurveEdges) throws {
        let key = try PrivateKey.generate(edges.algorithm)
        let message: [UInt8] = [1, 2, 3]
        let signature = try key.sign(message.span)
        let values = [edges.zero, edges.one, edges.order, edges.last, edges.beyond, edges.full]
        for r in values {
            for s in values { #expect(!key.publicKey.accepts(r + s, for: message)) }
        }
        let encoded = try #require(ECDSASignature(bytes: signature, edges.curve)).der
        #expect(!key.publicKey.accepts(encoded, for: message))
        #expect(key.publicKey.accepts(signature, for: message))
    }

    @Test(arguments: CurveEdges.all)
    func `a signature of the other curve's length is refused`(edges: CurveEdges) {
        let other: EllipticCurve = edges.curve == .p256 ? .p384 : .p256
        let signature = edges.one + edges.one
        #expect(ECDSASignature(bytes: signature, other) == nil)
        #expect(ECDSASignature(bytes: signature, edges.curve) != nil)
    }

    @Test func `DER that is not a sequence of two numbers is refused`() {
        let good: [UInt8] = [0x30, 6, 0x02, 1, 1, 0x02, 1, 1]
        #expect(ECDSASignature(der: good, on: .p256) != nil)
        for length in 0..<good.count { #expect(ECDSASignature(der: Array(good[..<length]), on: .p256) == nil) }
        #expect(ECDSASignature(der: good + [0], on: .p256) == nil)
        #expect(ECDSASignature(der: [0x30, 6, 0x02, 9, 1, 0x02, 1, 1], on: .p256) == nil)
        #expect(ECDSASignature(der: [0x30, 3, 0x02, 1, 1], on: .p256) == nil)
        let long = [UInt8](repeating: 0x11, count: 33)
        #expect(ECDSASignature(der: [0x30, 38, 0x02, 33] + long + [0x02, 1, 1], on: .p256) == nil)
        #expect(ECDSASignature(der: [0x30, 38, 0x02, 33] + long + [0x02, 1, 1], on: .p384) != nil)
    }
}
