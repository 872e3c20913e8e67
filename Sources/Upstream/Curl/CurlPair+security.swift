internal import CCurl

extension CurlPair {
    /// Has the connection secured as this identity: TLS 1.2 at least, and the other side proves that it is the URL's host.
    func secure(_ identity: TLSIdentity) throws(CurlError) {
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        // With a path of certificates, libcurl would read the system's anew for each connection; and beside our own,
        // the path's would be trusted too.
        try set(CURLOPT_CAPATH, nil)
        if let ca = identity.ca { try set(CURLOPT_CAINFO_BLOB, ca) }
        if let certificate = identity.certificate, let key = identity.key {
            try set(CURLOPT_SSLCERT_BLOB, certificate)
            try set(CURLOPT_SSLKEY_BLOB, key)
        }
        if !identity.pins.isEmpty { try set(CURLOPT_PINNEDPUBLICKEY, identity.pins.joined(separator: ";")) }
    }
}
