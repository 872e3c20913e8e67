import Testing

@testable import Signing

@Suite struct ECDSASignatureTests {
    private static let zero = [UInt8](repeating: 0, count: 32)
    private static let one = zero.dropLast() + [1]
    private static let order = ECDSASignature.order
    private static let last = order.dropLast() + [0x50]
    private static let beyond = order.dropLast() + [0x52]
    private static let full = [UInt8](repeating: 0xFF, count: 32)

    /// Halves that no signature has, each with the half that has the edge's legal value.
    @Test(arguments: [(zero, Array(one)), (order, Array(last)), (Array(beyond), Array(last)), (full, Array(last))])
    func `r and s outside 1 to n-1 are refused`(wrong: [UInt8], legal: [UInt8]) {
        let middle = [UInt8](repeating: 0x42, count: 32)
        #expect(ECDSASignature(bytes: (wrong + middle)) == nil)
        #expect(ECDSASignature(bytes: (middle + wrong)) == nil)
        #expect(ECDSASignature(bytes: (legal + middle)) != nil)
        #expect(ECDSASignature(bytes: (middle + legal)) != nil)
    }

    @Test(
        arguments: [
            (Array(one), [0x02, 0x01, 0x01]), (Array(last), [0x02, 0x21, 0x00] + last),
            ([0x7F] + zero.dropFirst(), [0x02, 0x20, 0x7F] + zero.dropFirst()),
            ([0x00, 0x80] + zero.dropFirst(2), [0x02, 0x20, 0x00, 0x80] + zero.dropFirst(2)),
        ] as [([UInt8], [UInt8])])
    func `halves of every length survive DER`(half: [UInt8], encoded: [UInt8]) throws {
        let signature = try #require(ECDSASignature(bytes: (half + half)))
        #expect(signature.der == [0x30, UInt8(2 * encoded.count)] + encoded + encoded)
        #expect(ECDSASignature(der: signature.der) == signature)
    }

    @Test func `an edge value is refused by a key, as is DER instead of r and s`() throws {
        let key = try PrivateKey.generate(.es256)
        let message: [UInt8] = [1, 2, 3]
        let signature = try key.sign(message.span)
        let edges = [Self.zero, Array(Self.one), Self.order, Array(Self.last), Array(Self.beyond), Self.full]
        for r in edges {
            for s in edges { #expect(!key.publicKey.accepts((r + s), for: message)) }
        }
        let encoded = try #require(ECDSASignature(bytes: signature)).der
        #expect(!key.publicKey.accepts(encoded, for: message))
        #expect(key.publicKey.accepts(signature, for: message))
    }

    @Test func `DER that is not a sequence of two numbers is refused`() {
        let good: [UInt8] = [0x30, 6, 0x02, 1, 1, 0x02, 1, 1]
        #expect(ECDSASignature(der: good) != nil)
        for length in 0..<good.count { #expect(ECDSASignature(der: Array(good[..<length])) == nil) }
        #expect(ECDSASignature(der: good + [0]) == nil)
        #expect(ECDSASignature(der: [0x30, 6, 0x02, 9, 1, 0x02, 1, 1]) == nil)
        #expect(ECDSASignature(der: [0x30, 3, 0x02, 1, 1]) == nil)
    }
}
