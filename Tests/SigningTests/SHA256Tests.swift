import Testing

@testable import Signing

@Suite struct SHA256Tests {
    /// FIPS 180-4 example values.
    @Test(arguments: [
        ("", "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"), ("abc", "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "JI1qYdIGOLjlwCaTDD5gOaM85Flk_yFn9uzt1BnbBsE"
        ),
    ])
    func `the digest is SHA-256`(text: String, digest: String) {
        #expect(Base64URL.encode(SHA256.digest(of: Array(text.utf8))) == digest)
    }

    @Test func `bytes are compared to the last`() {
        let digest = SHA256.digest(of: [1, 2, 3])
        #expect(constantTimeEquals(digest, Array(digest)))
        #expect(constantTimeEquals([], []))
        for index in digest.indices {
            var other = digest
            other[index] ^= 0x10
            #expect(!constantTimeEquals(digest, other))
        }
        #expect(!constantTimeEquals(digest, digest.dropLast()))
        #expect(!constantTimeEquals(digest.dropLast(), digest))
        #expect(!constantTimeEquals([], [0]))
    }

    @Test func `random bytes are as many as asked for, and other ones each time`() {
        #expect(SecureRandom.bytes(0).isEmpty)
        let draws = (0..<64).map { _ in SecureRandom.bytes(16) }
        #expect(draws.allSatisfy { $0.count == 16 })
        #expect(Set(draws).count == 64)
    }
}
