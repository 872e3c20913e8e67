import Testing

@testable import Signing

@Suite struct ScryptTests {
    @Test func `a password is derived as the standard has it`() throws {
        // RFC 7914 §12, the third; its first half, which is all that a shorter derivation has (RFC 8018 §5.2).
        let cost = try #require(Scrypt.Cost(logN: 14, blockSize: 8, parallelism: 1))
        let derived = try Scrypt.derive(
            password: Array("pleaseletmein".utf8), salt: Array("SodiumChloride".utf8), cost: cost)
        let expected = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        #expect(derived.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == expected)
    }

    @Test(arguments: [(9, 8, 1), (21, 8, 1), (15, 0, 1), (15, 17, 1), (15, 8, 0), (15, 8, 5)])
    func `a cost out of range is none`(logN: Int, blockSize: Int, parallelism: Int) {
        #expect(Scrypt.Cost(logN: logN, blockSize: blockSize, parallelism: parallelism) == nil)
        #expect(Scrypt.Cost(logN: 15, blockSize: 8, parallelism: 1) != nil)
    }

    @Test func `an empty password and salt are derived as well`() throws {
        let cost = try #require(Scrypt.Cost(logN: 10, blockSize: 1, parallelism: 1))
        #expect(try Scrypt.derive(password: [], salt: [], cost: cost).count == 32)
        #expect(
            try Scrypt.derive(password: [1], salt: [], cost: cost) != Scrypt.derive(password: [], salt: [1], cost: cost)
        )
    }
}
