internal import CCurl
internal import Signing

extension CurlPair {
    /// Has the connection secured as this identity: TLS 1.2 at least, and the other side proves that it is the URL's host.
    func secure(_ identity: TLSIdentity) throws(CurlError) {
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        // With a path of certificates, libcurl would read the system's anew for each connection; and beside our own,
        // the path's would be trusted too.
        try set(CURLOPT_CAPATH, nil)
        try CurlError.check(unsafe ccurl_set_context(easy, onContext))
        if let ca = identity.ca { try set(CURLOPT_CAINFO_BLOB, ca) }
        if let certificate = identity.certificate, let key = identity.key {
            try set(CURLOPT_SSLCERT_BLOB, certificate)
            try set(CURLOPT_SSLKEY_BLOB, key)
        }
        if !identity.pins.isEmpty { try set(CURLOPT_PINNEDPUBLICKEY, identity.pins.joined(separator: ";")) }
    }

    /// Whether the other side has said that the connection ends, so that it was not cut; to be asked where one that is
    /// secured has ended. Where that cannot be known, it was not said.
    var isEndTold: Bool {
        guard let connection = unsafe ccurl_openssl_connection(easy) else { return false }
        return unsafe TLSClosure.isTold(by: connection)
    }
}

/// libcurl has made the context of a connection, and goes on with it.
private func onContext(
    easy: UnsafeMutableRawPointer?, context: UnsafeMutableRawPointer?, _: UnsafeMutableRawPointer?
) -> CURLcode {
    guard let context = unsafe context else { return CURLE_SSL_CONNECT_ERROR }
    unsafe TLSClosure.demand(in: context)
    return CURLE_OK
}
