import Registry
import Testing

@Suite struct CredentialMakerTests {
    /// Randomness that counts up, a digest that can be read back, and an encoding that shows its input.
    private let maker = CredentialMaker(
        random: { count in (0..<count).map { UInt8($0) } },
        digest: { Array($0.reversed()) },
        encode: { bytes in bytes.map { String($0) }.joined(separator: "-") }
    )

    @Test(arguments: [
        // The vectors of RFC 4648 §10, in lower case and without padding.
        ("", "app_"), ("f", "app_my"), ("fo", "app_mzxq"), ("foo", "app_mzxw6"), ("foob", "app_mzxw6yq"),
        ("fooba", "app_mzxw6ytb"), ("foobar", "app_mzxw6ytboi"),
    ])
    func `a client id is base32`(random: String, id: String) {
        #expect(ClientID.make(random: Array(random.utf8)) == id)
    }

    @Test func `a client id has eighty random bits in sixteen characters`() {
        let id = maker.clientID()
        #expect(id == "app_aaaqeayeaudaocaj")
        #expect(ClientID.isValid(id))
    }

    @Test func `a secret is 32 random bytes, and what is kept is the digest of its text`() {
        let secret = maker.secret(at: 5)
        #expect(secret.text == (0..<32).map { String($0) }.joined(separator: "-"))
        #expect(secret.stored.digest == Array(secret.text.utf8.reversed()))
        #expect(secret.stored.createdAt == 5)
        #expect(secret.stored.id == "sec_aaaqeaye")
    }
}
