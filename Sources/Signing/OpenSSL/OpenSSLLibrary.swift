import COpenSSL

/// The library as a whole.
package enum OpenSSLLibrary {
    /// The version in use, such as `3.0.16`; the one built against may have been another.
    package static var version: String {
        guard let text = unsafe OpenSSL_version(OPENSSL_VERSION_STRING) else { return "unknown" }
        return unsafe String(cString: text)
    }
}
