import Testing

@testable import Signing

@Suite struct JSONWebKeyTests {
    /// The key and thumbprint of RFC 7638 §3.1.
    @Test func `the thumbprint is that of RFC 7638`() throws {
        let modulus = [
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRX",
            "jBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8",
            "KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xB",
            "niIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
        ].joined()
        let key = try JSONWebKey(
            algorithm: .rs256,
            material: .rsa(
                modulus: #require(Base64URL.decode(modulus)), exponent: #require(Base64URL.decode("AQAB"))
            )
        )
        #expect(key.keyID == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
        #expect(key.members.map(\.name) == ["e", "kty", "n"])
        #expect(throws: Never.self) { try PublicKey(key) }
    }

    @Test func `a name that is given is kept`() throws {
        let point = [UInt8](repeating: 1, count: 32)
        let key = try JSONWebKey(keyID: "mine", algorithm: .es256, material: .elliptic(.p256, x: point, y: point))
        #expect(key.keyID == "mine")
        #expect(key.thumbprint != "mine")
    }

    @Test func `a key is for algorithms of its type`() {
        let point = [UInt8](repeating: 1, count: 32)
        #expect(throws: SigningError.wrongKeyType(.rs256)) {
            try JSONWebKey(algorithm: .rs256, material: .elliptic(.p256, x: point, y: point))
        }
        #expect(throws: SigningError.wrongKeyType(.es256)) {
            try JSONWebKey(algorithm: .es256, material: .rsa(modulus: [1], exponent: [1]))
        }
        #expect(throws: SigningError.wrongKeyType(.es384)) {
            try JSONWebKey(algorithm: .es384, material: .elliptic(.p256, x: point, y: point))
        }
        #expect(throws: SigningError.wrongKeyType(.edDSA)) {
            try JSONWebKey(algorithm: .edDSA, material: .elliptic(.p256, x: point, y: point))
        }
        #expect(throws: SigningError.wrongKeyType(.ps256)) {
            try JSONWebKey(algorithm: .ps256, material: .ed25519(x: point))
        }
    }

    /// The key and thumbprint of RFC 8037 appendix A.3.
    @Test func `the thumbprint of an Ed25519 key is that of RFC 8037`() throws {
        let x = try #require(Base64URL.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))
        let key = try JSONWebKey(algorithm: .edDSA, material: .ed25519(x: x))
        #expect(key.keyID == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
        #expect(throws: Never.self) { try PublicKey(key) }
    }
}
