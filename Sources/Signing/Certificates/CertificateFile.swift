import COpenSSL

/// What a file in PEM that is to secure connections must hold: checked before a connection depends on it.
package enum CertificateFile {
    /// Checks that a file holds certificates, each of them readable.
    package static func check(_ pem: [UInt8]) throws(CertificateFault) {
        var count = 0
        defer { ERR_clear_error() }
        unsafe try reading(pem) { input throws(CertificateFault) in
            while let certificate = unsafe PEM_read_bio_X509(input, nil, nil, nil) {
                unsafe X509_free(certificate)
                count += 1
            }
            // What ends the reading must be that there is no further one; anything else is a damaged certificate.
            let reason = ERR_GET_REASON(ERR_peek_last_error())
            guard reason == PEM_R_NO_START_LINE else { throw .damaged(OpenSSL.takeError()) }
        }
        guard count > 0 else { throw .noCertificate }
    }

    /// Checks that a file holds a private key without a passphrase, and that it belongs to the first certificate of
    /// another.
    package static func check(key: [UInt8], of certificate: [UInt8]) throws(CertificateFault) {
        defer { ERR_clear_error() }
        unsafe try reading(certificate) { certificate throws(CertificateFault) in
            guard let leaf = unsafe PEM_read_bio_X509(certificate, nil, nil, nil) else { throw .noCertificate }
            defer { unsafe X509_free(leaf) }
            unsafe try reading(key) { input throws(CertificateFault) in
                // Without a callback the library would ask for a passphrase at the terminal.
                guard let key = unsafe PEM_read_bio_PrivateKey(input, nil, { _, _, _, _ in -1 }, nil) else {
                    throw .noKey
                }
                defer { unsafe EVP_PKEY_free(key) }
                guard unsafe X509_check_private_key(leaf, key) == 1 else { throw .otherKey }
            }
        }
    }

    private static func reading(
        _ bytes: [UInt8], _ body: (OpaquePointer) throws(CertificateFault) -> Void
    ) throws(CertificateFault) {
        // The library copies nothing, so the bytes stay where they are until the end.
        let result = unsafe bytes.withUnsafeBytes { bytes in
            Result { () throws(CertificateFault) in
                guard let input = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count)) else {
                    throw .damaged(OpenSSL.takeError())
                }
                defer { unsafe BIO_free(input) }
                unsafe try body(input)
            }
        }
        try result.get()
    }
}
