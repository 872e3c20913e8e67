import Registry
import Signing

extension CredentialMaker {
    /// From the system's randomness.
    static let secure = CredentialMaker(
        random: { SecureRandom.bytes($0) },
        digest: { SHA256.digest(of: $0) },
        encode: { Base64URL.encode($0) }
    )
}
