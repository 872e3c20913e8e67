/// Who the other side of a connection must be, and who the gateway is to it.
///
/// By content and not by path: a file that has changed is another identity, and connections made for one are never used
/// for another. There is no identity that does without verification.
package struct TLSIdentity: Hashable, Sendable {
    /// The certificates that are trusted, in PEM; `nil` for those of the system.
    package let ca: [UInt8]?
    /// The gateway's own certificate and those that lead to its authority, in PEM.
    package let certificate: [UInt8]?
    /// The certificate's private key, in PEM and without a passphrase.
    package let key: [UInt8]?
    /// `sha256//BASE64` of each public key that the other side may have; empty for any.
    package let pins: [String]

    package init(ca: [UInt8]? = nil, certificate: [UInt8]? = nil, key: [UInt8]? = nil, pins: [String] = []) {
        self.ca = ca
        self.certificate = certificate
        self.key = key
        self.pins = pins
    }
}
