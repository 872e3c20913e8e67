/// Makes client ids and secrets from a source of randomness that the caller chooses.
///
/// A secret is 256 random bits, so an unsalted SHA-256 of it cannot be guessed back, and a slow hash would only make the
/// token endpoint slow.
package struct CredentialMaker: Sendable {
    private let random: @Sendable (Int) -> [UInt8]
    private let digest: @Sendable ([UInt8]) -> [UInt8]
    private let encode: @Sendable ([UInt8]) -> String

    /// - Parameters:
    ///   - random: So many bytes that nobody can predict.
    ///   - digest: SHA-256.
    ///   - encode: base64url without padding (RFC 4648 §5).
    package init(
        random: @escaping @Sendable (Int) -> [UInt8], digest: @escaping @Sendable ([UInt8]) -> [UInt8],
        encode: @escaping @Sendable ([UInt8]) -> String
    ) {
        self.random = random
        self.digest = digest
        self.encode = encode
    }

    /// A client id with 80 random bits.
    package func clientID() -> String {
        ClientID.make(random: random(10))
    }

    /// A secret; its digest is taken over the ASCII text, which is what an application presents.
    ///
    /// - Parameter now: Seconds since 1970.
    package func secret(at now: Int64) -> NewSecret {
        let text = encode(random(32))
        let name = "sec_" + ClientID.make(random: random(5)).dropFirst(4)
        return NewSecret(text: text, stored: StoredSecret(id: name, digest: digest(Array(text.utf8)), createdAt: now))
    }
}
