internal import CCurl

/// What libcurl says went wrong, with its own number and words.
package struct CurlError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The value of `CURLcode` or `CURLMcode`.
    package let code: UInt32
    /// libcurl's own words for it.
    package let description: String

    /// - Parameter words: what libcurl says of this very case, where it says something.
    init(_ code: CURLcode, words: String? = nil) {
        self.code = code.rawValue
        description = words ?? (unsafe String(cString: curl_easy_strerror(code)))
    }

    init(_ code: CURLMcode) {
        self.code = UInt32(bitPattern: code.rawValue)
        description = unsafe String(cString: curl_multi_strerror(code))
    }

    static func check(_ code: CURLcode) throws(CurlError) {
        guard code == CURLE_OK else { throw CurlError(code) }
    }

    static func check(_ code: CURLMcode) throws(CurlError) {
        guard code == CURLM_OK else { throw CurlError(code) }
    }
}
