import Signing

extension KeySet {
    /// Reads a JWK Set (RFC 7517 §5).
    ///
    /// A key of another type, for another use or for an algorithm that is not known is passed over, as §5 asks for. What
    /// is wrong with a key that would be used is an error: a set that is half read hides the fault until a token fails.
    package init(document: Span<UInt8>) throws(KeySetError) {
        let node: JSONNode
        do throws(JSONError) {
            node = try JSONReader.parse(document, depth: 8)
        } catch {
            throw KeySetError(fault: .json(error))
        }
        guard case .array(let entries) = node.value["keys"]?.value else { throw KeySetError(fault: .notASet) }
        var keys: [PublicKey] = []
        for (index, entry) in entries.enumerated() {
            guard let key = try Self.key(WebKeyEntry(index: index, value: entry.value)) else { continue }
            keys.append(key)
        }
        try self.init(keys)
    }

    private static func key(_ entry: WebKeyEntry) throws(KeySetError) -> PublicKey? {
        try entry.refusePrivateMembers()
        if let use = entry.value["use"], use.value != .string("sig") { return nil }
        if entry.value["key_ops"] != nil, try !entry.mayVerify() { return nil }
        guard let type = try? entry.string("kty"), ["EC", "OKP", "RSA"].contains(type) else { return nil }
        guard let algorithm = SigningAlgorithm(rawValue: try entry.string("alg")) else { return nil }
        let keyID = try entry.string("kid")
        do throws(SigningError) {
            let material = try entry.material(type: type, for: algorithm)
            return try PublicKey(JSONWebKey(keyID: keyID, algorithm: algorithm, material: material))
        } catch {
            throw KeySetError(index: entry.index, fault: .key(error))
        }
    }
}

/// One entry of a JWK Set, before it is a key.
private struct WebKeyEntry {
    let index: Int
    let value: JSONValue

    /// Members of private and of symmetric keys (RFC 7518 §6.2.2, §6.3.2, §6.4.1).
    private static let privateMembers: [StaticString] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]

    func refusePrivateMembers() throws(KeySetError) {
        guard case .object = value else { throw KeySetError(index: index, fault: .notAnObject) }
        for name in Self.privateMembers where value[name] != nil {
            throw KeySetError(index: index, fault: .privateMember(name.description))
        }
    }

    func string(_ name: StaticString) throws(KeySetError) -> String {
        guard case .string(let text) = value[name]?.value, !text.isEmpty else {
            throw KeySetError(index: index, fault: .badMember(name.description))
        }
        return text
    }

    /// Whether the key's operations, where they are listed, include verifying (RFC 7517 §4.3).
    func mayVerify() throws(KeySetError) -> Bool {
        guard case .array(let operations) = value["key_ops"]?.value else {
            throw KeySetError(index: index, fault: .badMember("key_ops"))
        }
        return operations.contains { $0.value == .string("verify") }
    }

    func material(type: String, for algorithm: SigningAlgorithm) throws(SigningError) -> JSONWebKey.Material {
        switch type {
        case "RSA": return .rsa(modulus: try bytes("n"), exponent: try bytes("e"))
        case "OKP":
            try require(curve: "Ed25519")
            return .ed25519(x: try bytes("x"))
        default:
            guard let curve = algorithm.curve else { throw .wrongKeyType(algorithm) }
            try require(curve: curve.rawValue)
            return .elliptic(curve, x: try bytes("x"), y: try bytes("y"))
        }
    }

    private func require(curve: String) throws(SigningError) {
        guard value["crv"]?.value == .string(curve) else {
            throw .malformed("crv is not \(curve); publish such a key")
        }
    }

    private func bytes(_ name: StaticString) throws(SigningError) -> [UInt8] {
        guard case .string(let text) = value[name]?.value, let bytes = Base64URL.decode(text) else {
            throw .malformed("\(name) is not base64url without padding; publish the key again")
        }
        return bytes
    }
}
