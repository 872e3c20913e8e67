import Testing

@testable import Signing

@Suite struct HMACTests {
    /// RFC 2202 §3 and RFC 4231 §4.3, the second of each; RFC 2202's sixth has a key longer than a block.
    @Test(arguments: [
        (
            HMAC.Digest.sha1, Array("Jefe".utf8), "what do ya want for nothing?",
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
        ),
        (
            .sha256, Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            .sha1, [UInt8](repeating: 0xAA, count: 80), "Test Using Larger Than Block-Size Key - Hash Key First",
            "aa4ae5e15272d00e95705637ce8a3b55ed402112"
        ),
    ])
    func `a code is the one of the standard`(digest: HMAC.Digest, key: [UInt8], message: String, expected: String) {
        let code = HMAC.code(of: Array(message.utf8), key: key, digest)
        #expect(code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == expected)
        #expect(HMAC.code(of: Array((message + "x").utf8), key: key, digest) != code)
    }

    /// RFC 4648 §10, without the padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI"),
    ])
    func `base32 is written as the standard has it`(text: String, expected: String) {
        #expect(Base32.encode(Array(text.utf8)) == expected)
    }
}
