internal import CCurl

/// The library as a whole.
package enum CurlLibrary {
    /// Prepares libcurl; to be called once, before any thread that uses it is started.
    package static func prepare() throws(CurlError) {
        try CurlError.check(curl_global_init(Int(CURL_GLOBAL_DEFAULT)))
    }

    /// The version in use, such as `7.88.1`.
    package static var version: String {
        guard let info = unsafe curl_version_info(CURLVERSION_TENTH), let text = unsafe info.pointee.version else {
            return "unknown"
        }
        return unsafe String(cString: text)
    }
}
