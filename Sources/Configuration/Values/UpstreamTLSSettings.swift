/// How an upstream proves who it is, and how the gateway does.
package struct UpstreamTLSSettings: Hashable, Sendable {
    /// Certificates that are trusted, in PEM; `nil` for those of the system.
    package var ca: NamedFile?
    /// The gateway's own certificate and those that lead to its authority, in PEM.
    package var certificate: NamedFile?
    /// The certificate's private key, in PEM.
    package var key: NamedFile?
    /// `sha256//BASE64` of each public key that the other side may have; empty where any will do that is trusted.
    package var pins: [String] = []
    /// The name that the certificate must have, in place of the endpoint's host.
    package var serverName: String?

    /// The paths of all its files.
    package var paths: [String] { [ca, certificate, key].compactMap { $0?.path } }

    /// A file that was read with the configuration.
    package struct NamedFile: Hashable, Sendable {
        /// Where it is.
        package let path: String
        /// What it held.
        package let content: [UInt8]
    }
}
