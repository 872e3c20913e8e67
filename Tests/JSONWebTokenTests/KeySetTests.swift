import Signing
import Testing

@testable import JSONWebToken

private func read(_ text: String) throws(KeySetError) -> KeySet {
    let bytes = Array(text.utf8)
    return try KeySet(document: bytes.span)
}

@Suite struct KeySetTests {
    private static func document(_ key: JSONWebKey, _ name: String = "", _ json: String? = nil) -> String {
        let members = [("kid", key.keyID), ("alg", key.algorithm.rawValue), ("use", "sig")] + key.members
        return "{\"keys\":[\(TokenForge.object(members.map { ($0.0, JSONText.literal($0.1)) }, name, json))]}"
    }

    @Test func `keys are found by name, byte for byte`() throws {
        let one = try PrivateKey.generate(.es256).publicKey
        let two = try PrivateKey.generate(.rs256).publicKey
        let set = try KeySet([one, two])
        #expect(set[one.webKey.keyID] === one)
        #expect(set[two.webKey.keyID] === two)
        #expect(set[""] == nil)
        #expect(set[one.webKey.keyID + "A"] == nil)
    }

    @Test func `a name that only looks like a key's is unknown`() throws {
        let web = try PrivateKey.generate(.es256).publicKey.webKey
        let key = try PublicKey(JSONWebKey(keyID: "K", algorithm: web.algorithm, material: web.material))
        let set = try KeySet([key])
        #expect(set["\u{212A}"] == nil)
        #expect(set["K"] === key)
    }

    @Test func `two keys of one name are refused`() throws {
        let key = try PrivateKey.generate(.es256).publicKey
        let error = #expect(throws: KeySetError.self) { try KeySet([key, key]) }
        #expect(error == KeySetError(index: 1, fault: .duplicateKeyID(key.webKey.keyID)))
        #expect(throws: Never.self) { try KeySet([key]) }
    }

    @Test func `the document has public members only, and is read back`() throws {
        let keys = try SigningAlgorithm.allCases.map { try PrivateKey.generate($0).publicKey }
        let text = String(decoding: try KeySet(keys).document, as: UTF8.self)
        #expect(try read(text).keys.map(\.webKey) == keys.map(\.webKey))
        guard case .array(let entries) = try parse(text).get().value["keys"]?.value else {
            Issue.record("no list of keys")
            return
        }
        let names = entries.map { entry in
            if case .object(let members) = entry.value { members.map(\.name) } else { [String]() }
        }
        let elliptic = ["kid", "alg", "use", "crv", "kty", "x", "y"]
        let edwards = ["kid", "alg", "use", "crv", "kty", "x"]
        let rsa = ["kid", "alg", "use", "e", "kty", "n"]
        #expect(names == [elliptic, elliptic, edwards, rsa, rsa])
    }

    @Test(arguments: ["d", "p", "q", "dp", "dq", "qi", "oth", "k"])
    func `a private member is refused`(name: String) throws {
        let key = try PrivateKey.generate(.es256).publicKey.webKey
        let error = #expect(throws: KeySetError.self) { try read(Self.document(key, name, "\"AA\"")) }
        #expect(error?.fault == .privateMember(name))
        #expect(error?.message.hasPrefix("keys[0]: \(name) belongs to a private key") == true)
        #expect(try read(Self.document(key)).keys.count == 1)
    }

    @Test(arguments: ["[\"verify\"]", "[\"encrypt\",\"verify\"]"])
    func `a key whose operations include verifying is read`(operations: String) throws {
        let key = try PrivateKey.generate(.es256).publicKey.webKey
        #expect(try read(Self.document(key, "key_ops", operations)).keys.count == 1)
    }

    /// Keys of the other types, each with one member wrong.
    @Test(arguments: [
        (SigningAlgorithm.es384, "crv", "\"P-256\"", "keys[0]: crv is not P-384; publish such a key"),
        (.edDSA, "crv", "\"Ed448\"", "keys[0]: crv is not Ed25519; publish such a key"),
        (.edDSA, "x", "\"AA\"", "keys[0]: an Ed25519 key is 32 bytes; copy the key again"),
        (
            .edDSA, "x", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"",
            "keys[0]: the Ed25519 key is a point of small order, under which anyone can sign; make a new key"
        ),
        (
            .edDSA, "alg", "\"ES256\"",
            "keys[0]: the key is not one that ES256 can use; give the key's own algorithm, or make a new key"
        ),
        (
            .ps256, "n", "\"AQAB\"",
            "keys[0]: the RSA key has 17 bits, and 2048 is the least that is safe; make a new key"
        ),
    ])
    func `a key of each type with one member wrong is refused with what to do`(
        algorithm: SigningAlgorithm, name: String, json: String, message: String
    ) throws {
        let key = try PrivateKey.generate(algorithm).publicKey.webKey
        let error = #expect(throws: KeySetError.self) { try read(Self.document(key, name, json)) }
        #expect(error?.message == message)
        #expect(try read(Self.document(key)).keys.map(\.webKey) == [key])
    }

    /// A member that makes a key useless, and what is said.
    static let faults: [(name: String, json: String?, message: String)] = [
        ("kid", nil, "keys[0]: kid is missing or is not what it must be; publish the key again"),
        ("key_ops", "1", "keys[0]: key_ops is missing or is not what it must be; publish the key again"),
        ("kid", "1", "keys[0]: kid is missing or is not what it must be; publish the key again"),
        ("alg", nil, "keys[0]: alg is missing or is not what it must be; publish the key again"),
        ("x", "\"AA==\"", "keys[0]: x is not base64url without padding; publish the key again"),
        ("y", nil, "keys[0]: y is not base64url without padding; publish the key again"),
        ("crv", "\"P-384\"", "keys[0]: crv is not P-256; publish such a key"),
        ("x", "\"AA\"", "keys[0]: the coordinates of a P-256 key are 32 bytes each; copy the key again"),
        (
            "x", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"",
            "keys[0]: the point of the key is not on its curve, so it is not a key; copy it again, or make a new key"
        ),
        (
            "alg", "\"RS256\"",
            "keys[0]: the key is not one that RS256 can use; give the key's own algorithm, or make a new key"
        ),
    ]

    @Test(arguments: faults)
    func `a key with one member wrong is refused with what to do`(name: String, json: String?, message: String) throws {
        let key = try PrivateKey.generate(.es256).publicKey.webKey
        let error = #expect(throws: KeySetError.self) { try read(Self.document(key, name, json)) }
        #expect(error?.message == message)
        #expect(try read(Self.document(key)).keys.count == 1)
    }

    @Test(arguments: [
        ("kty", "\"AKP\""), ("alg", "\"ES512\""), ("alg", "\"Ed25519\""), ("use", "\"enc\""),
        ("key_ops", "[\"encrypt\"]"),
        ("key_ops", "[]"),
    ])
    func `a key for something else is passed over`(name: String, json: String) throws {
        let key = try PrivateKey.generate(.es256).publicKey.webKey
        #expect(try read(Self.document(key, name, json)).keys.isEmpty)
    }

    @Test(arguments: ["[]", "{}", "{\"keys\":{}}", "{\"keys\":[1]}", "", "{\"keys\":[],\"keys\":[]}"])
    func `what is not a set is refused`(text: String) {
        #expect(throws: KeySetError.self) { try read(text) }
        #expect(throws: Never.self) { try read("{\"keys\":[]}") }
    }
}
