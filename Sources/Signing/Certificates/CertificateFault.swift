/// Why a file in PEM cannot secure connections. None of these repeats what the file holds.
package enum CertificateFault: Error, Hashable, Sendable {
    /// There is no certificate in it.
    case noCertificate
    /// A certificate in it cannot be read; the library's words.
    case damaged(String)
    /// There is no private key in it, or one behind a passphrase.
    case noKey
    /// The private key belongs to another certificate.
    case otherKey
}
