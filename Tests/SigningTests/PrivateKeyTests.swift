import Testing

@testable import Signing

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite struct PrivateKeyTests {
    private static let lengths: [SigningAlgorithm: Int] = [
        .es256: 64, .es384: 96, .edDSA: 64, .ps256: 256, .rs256: 256,
    ]

    @Test(arguments: SigningAlgorithm.allCases)
    func `a signature verifies under its own key, and for its own message only`(algorithm: SigningAlgorithm) throws {
        let key = try PrivateKey.generate(algorithm)
        let other = try PrivateKey.generate(algorithm)
        let message = bytes("a message")
        let signature = try key.sign(message.span)
        #expect(signature.count == Self.lengths[algorithm])
        #expect(key.publicKey.accepts(signature, for: message))
        #expect(!other.publicKey.accepts(signature, for: message))
        #expect(!key.publicKey.accepts(signature, for: bytes("a massage")))
        #expect(!key.publicKey.accepts(signature, for: [UInt8]()))
        for index in stride(from: 0, to: signature.count, by: 7) {
            var changed = signature
            changed[index] ^= 1
            #expect(!key.publicKey.accepts(changed, for: message))
        }
    }

    @Test(arguments: SigningAlgorithm.allCases)
    func `a signature of another length does not verify`(algorithm: SigningAlgorithm) throws {
        let key = try PrivateKey.generate(algorithm)
        let message = bytes("m")
        let signature = try key.sign(message.span)
        for wrong in [[], Array(signature.dropLast()), signature + [0], [0] + signature, signature + signature] {
            #expect(!key.publicKey.accepts(wrong, for: message))
        }
        #expect(key.publicKey.accepts(signature, for: message))
    }

    @Test(arguments: SigningAlgorithm.allCases)
    func `a key survives its PKCS#8 form`(algorithm: SigningAlgorithm) throws {
        let key = try PrivateKey.generate(algorithm)
        let again = try PrivateKey(pkcs8: key.pkcs8(), algorithm: algorithm)
        #expect(again.publicKey.webKey == key.publicKey.webKey)
        let signature = try again.sign(bytes("m").span)
        #expect(key.publicKey.accepts(signature, for: bytes("m")))
    }

    @Test func `bytes that are not exactly one private key are refused`() throws {
        let encoded = try PrivateKey.generate(.es256).pkcs8()
        var changed = encoded
        changed[0] = 0x31
        for wrong in [[], [0x30], Array(encoded.dropLast()), encoded + [0], changed] {
            #expect(throws: SigningError.self) { try PrivateKey(pkcs8: wrong, algorithm: .es256) }
        }
        #expect(throws: Never.self) { try PrivateKey(pkcs8: encoded, algorithm: .es256) }
    }

    @Test func `a key is refused for an algorithm of another type`() throws {
        let elliptic = try PrivateKey.generate(.es256).pkcs8()
        let rsa = try PrivateKey.generate(.rs256).pkcs8()
        #expect(throws: SigningError.wrongKeyType(.rs256)) { try PrivateKey(pkcs8: elliptic, algorithm: .rs256) }
        #expect(throws: SigningError.wrongKeyType(.es256)) { try PrivateKey(pkcs8: rsa, algorithm: .es256) }
        #expect(throws: Never.self) { try PrivateKey(pkcs8: rsa, algorithm: .rs256) }
    }

    @Test(arguments: [
        (SigningAlgorithm.es256, SigningAlgorithm.es384), (.es384, .es256), (.es256, .edDSA), (.edDSA, .es256),
        (.rs256, .edDSA), (.edDSA, .ps256),
    ])
    func `a key is refused for an algorithm of another curve`(made: SigningAlgorithm, asked: SigningAlgorithm) throws {
        let encoded = try PrivateKey.generate(made).pkcs8()
        #expect(throws: SigningError.wrongKeyType(asked)) { try PrivateKey(pkcs8: encoded, algorithm: asked) }
        #expect(throws: Never.self) { try PrivateKey(pkcs8: encoded, algorithm: made) }
    }

    /// The same RSA numbers under both paddings: what one makes, the other refuses.
    @Test(arguments: [(SigningAlgorithm.rs256, SigningAlgorithm.ps256), (.ps256, .rs256)])
    func `a signature in one RSA padding does not verify in the other`(
        own: SigningAlgorithm, other: SigningAlgorithm
    ) throws {
        let encoded = try PrivateKey.generate(own).pkcs8()
        let signer = try PrivateKey(pkcs8: encoded, algorithm: own)
        let reader = try PrivateKey(pkcs8: encoded, algorithm: other).publicKey
        let signature = try signer.sign(bytes("m").span)
        #expect(!reader.accepts(signature, for: bytes("m")))
        #expect(signer.publicKey.accepts(signature, for: bytes("m")))
    }

    @Test func `a private half that belongs to another public half is refused`() throws {
        let one = try PrivateKey.generate(.es256).pkcs8()
        let other = try PrivateKey.generate(.es256).pkcs8()
        // Both end with the public point, of the same length.
        let mixed = one.dropLast(64) + other.suffix(64)
        #expect(throws: SigningError.self) { try PrivateKey(pkcs8: Array(mixed), algorithm: .es256) }
        #expect(throws: Never.self) { try PrivateKey(pkcs8: one, algorithm: .es256) }
    }

    @Test(arguments: SigningAlgorithm.allCases)
    func `one key signs and verifies on several threads at once`(algorithm: SigningAlgorithm) async throws {
        let key = try PrivateKey.generate(algorithm)
        let rounds = [.ps256, .rs256].contains(algorithm) ? 10 : 50
        let results = await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<rounds).allSatisfy { round in
                        let message = bytes("message \(task) \(round)")
                        guard let signature = try? key.sign(message.span) else { return false }
                        return key.publicKey.accepts(signature, for: message)
                            && !key.publicKey.accepts(signature, for: message + [0])
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results == Array(repeating: true, count: 8))
    }
}
