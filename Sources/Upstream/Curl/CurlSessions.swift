internal import CCurl

/// The TLS sessions of one endpoint on one loop, so that a further connection resumes one instead of beginning anew.
///
/// One for each endpoint and identity: a session is never resumed as somebody else, and libcurl's bound of eight
/// sessions for each share is not used up by others. It belongs to its loop's thread and so needs no locks.
@safe
final class CurlSessions {
    let share: UnsafeMutableRawPointer

    init() throws(CurlError) {
        guard let share = unsafe curl_share_init() else { throw CurlError(CURLE_OUT_OF_MEMORY) }
        guard unsafe ccurl_share_sessions(share) == CURLSHE_OK else {
            unsafe curl_share_cleanup(share)
            throw CurlError(CURLE_OUT_OF_MEMORY)
        }
        unsafe self.share = unsafe share
    }

    /// Every handle that used it has held it, and is gone by now.
    deinit { unsafe curl_share_cleanup(share) }
}
