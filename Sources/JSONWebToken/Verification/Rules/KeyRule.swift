import Signing

/// The key is the one of the set that `kid` names (RFC 7515 §4.1.4).
///
/// There is no other way to a key: `jwk`, `jku`, `x5u` and `x5c` are ignored and never fetched (RFC 8725 §3.10), and
/// without `kid` no key is tried.
enum KeyRule {
    static func key(_ header: JSONValue, in keys: KeySet) -> PublicKey? {
        guard case .string(let keyID) = header["kid"]?.value else { return nil }
        return keys[keyID]
    }
}
