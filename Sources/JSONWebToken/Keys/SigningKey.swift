package import Signing

/// A private key together with the token header that it always writes.
package struct SigningKey: Sendable {
    /// `kid`: the thumbprint of the public half (RFC 7638), so that the same key always has the same name.
    package var keyID: String { privateKey.publicKey.webKey.keyID }
    package let privateKey: PrivateKey
    /// The header of each token, encoded: it is the same for all of them.
    let header: [UInt8]

    package init(_ privateKey: PrivateKey) {
        self.privateKey = privateKey
        let algorithm = JSONText.literal(privateKey.algorithm.rawValue)
        let keyID = JSONText.literal(privateKey.publicKey.webKey.keyID)
        // `typ` tells an access token from every other JWT under the same key (RFC 9068 §2.1, RFC 8725 §3.11).
        let json = Array("{\"typ\":\"at+jwt\",\"alg\":\(algorithm),\"kid\":\(keyID)}".utf8)
        header = Array(Base64URL.encode(json).utf8)
    }
}
