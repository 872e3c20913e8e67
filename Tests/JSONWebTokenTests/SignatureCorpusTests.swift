import Foundation
import Signing
import Testing

@testable import JSONWebToken

/// The folder of texts collected by others, where there is one.
private let corpora = ProcessInfo.processInfo.environment["TOLLGATE_CORPORA"]

/// Signatures made or broken by others, read from the folder that `TOLLGATE_CORPORA` names.
@Suite(.enabled(if: corpora != nil, "TOLLGATE_CORPORA is not set"))
struct SignatureCorpusTests {
    private struct Case {
        let name: String
        let publicKey: [String: Any]
        let compact: String
        let isValid: Bool
    }

    private static func object(_ path: String) throws -> [String: Any] {
        let file = URL(filePath: corpora ?? "").appending(path: path)
        return try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
    }

    /// The cases of Wycheproof in compact form that have a public key.
    private static func wycheproof(_ file: String) throws -> [Case] {
        let groups = try object("wycheproof/\(file).json")["testGroups"] as? [[String: Any]] ?? []
        return groups.flatMap { group -> [Case] in
            // One key, or a set of one.
            guard let published = group["public"] as? [String: Any] else { return [] }
            let key = (published["keys"] as? [[String: Any]])?.first ?? published
            return (group["tests"] as? [[String: Any]] ?? []).compactMap { test in
                guard let compact = test["jws"] as? String else { return nil }
                return Case(
                    name: "\(test["tcId"] ?? "") \(group["comment"] ?? "") \(test["comment"] ?? "")", publicKey: key,
                    compact: compact, isValid: test["result"] as? String == "valid")
            }
        }
    }

    /// Every step of the verifier that concerns the signature, under a set of the one key.
    private static func accepts(_ item: Case) throws -> Bool {
        let document = try Array(JSONSerialization.data(withJSONObject: ["keys": [item.publicKey]]))
        guard let keys = try? KeySet(document: document.span) else { return false }
        let compact = Array(item.compact.utf8)
        guard let token = UnverifiedToken(compact.span, maximumSize: 8192),
            HeaderRule.critical.fault(token.header) == nil, let key = KeyRule.key(token.header, in: keys),
            AlgorithmRule.fault(token.header, key: key) == nil
        else { return false }
        let signed = Array(compact.prefix(token.signedLength))
        return key.verify(signature: token.signature.span, message: signed.span)
    }

    private static func count(_ cases: [Case], of algorithm: SigningAlgorithm) -> Int {
        cases.count { $0.publicKey["alg"] as? String == algorithm.rawValue }
    }

    /// Where the corpus says "valid" and we refuse, on purpose: the RFC's example has PS384 under a key for PS256.
    static let tightened: Set = ["346 rfc7520 Figure20", "350 rfc7520WithKeyOps Figure20"]

    @Test func `signatures of Wycheproof are judged as it says`() throws {
        let cases = try Self.wycheproof("json_web_signature_test")
        #expect(Self.count(cases, of: .es256) == 39)
        #expect(Self.count(cases, of: .rs256) == 233)
        #expect(Self.count(cases, of: .ps256) == 50)
        let known = SigningAlgorithm.allCases.map(\.rawValue)
        for item in cases {
            let mayAccept =
                known.contains(item.publicKey["alg"] as? String ?? "") && !Self.tightened.contains(item.name)
            #expect(try Self.accepts(item) == (item.isValid && mayAccept), "\(item.name)")
        }
    }

    @Test func `keys of Wycheproof that are not sound are not used`() throws {
        let cases = try Self.wycheproof("json_web_key_test")
        #expect(cases.count >= 10)
        for item in cases where !item.isValid { #expect(try !Self.accepts(item), "\(item.name)") }
        #expect(try cases.filter(\.isValid).allSatisfy(Self.accepts))
    }

    /// RFC 8037 appendix A.4, with the name that the example leaves out.
    @Test func `the Ed25519 signature of RFC 8037 verifies, and one changed does not`() throws {
        let example = try Self.object("jose-cookbook/curve25519/jws.json")
        let input = try #require(example["input"] as? [String: Any])
        let point = try #require((input["key"] as? [String: Any])?["x"] as? String)
        let signing = try #require(example["signing"] as? [String: Any])
        let text = try #require(signing["sig-input"] as? String)
        let encoded = try #require(signing["sig"] as? String)
        let x = try #require(Base64URL.decode(point))
        let signature = try #require(Base64URL.decode(encoded))
        let message = Array(text.utf8)
        let material = JSONWebKey.Material.ed25519(x: x)
        let key = try PublicKey(JSONWebKey(algorithm: .edDSA, material: material))
        let isAccepted = key.verify(signature: signature.span, message: message.span)
        #expect(isAccepted)
        for index in signature.indices {
            var changed = signature
            changed[index] ^= 1
            let isChangedAccepted = key.verify(signature: changed.span, message: message.span)
            #expect(!isChangedAccepted, "byte \(index)")
        }
    }
}
