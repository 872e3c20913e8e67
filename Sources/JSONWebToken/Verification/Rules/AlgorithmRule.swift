import Signing

/// `alg` is the one algorithm of the key, byte for byte (RFC 8725 §3.1, RFC 7515 §4.1.1).
///
/// The key decides, not the token: an RSA key is never an HMAC secret, and `none` is the algorithm of no key.
enum AlgorithmRule {
    static func fault(_ header: JSONValue, key: PublicKey) -> TokenFault? {
        guard case .string(let algorithm) = header["alg"]?.value,
            algorithm.utf8.elementsEqual(key.algorithm.rawValue.utf8)
        else { return .wrongAlgorithm }
        return nil
    }
}
