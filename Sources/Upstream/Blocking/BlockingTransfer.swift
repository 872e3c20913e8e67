internal import CCurl

/// One HTTP request that blocks its thread until it is answered: for commands, never on a loop.
///
/// An ordinary libcurl transfer on a connection of its own. No redirect is followed and no proxy used: a request that
/// carries a secret goes where it was sent, or nowhere.
package struct BlockingTransfer: Sendable {
    /// What came back.
    package struct Answer: Hashable, Sendable {
        /// The status code.
        package let status: Int
        /// The content.
        package let content: [UInt8]
    }

    /// The most bytes of content that are taken; with more, the transfer fails.
    static let mostContent = 1 << 20

    private let url: String
    private let fields: [String]
    private let content: String
    private let timeout: Int

    /// A POST.
    ///
    /// - Parameters:
    ///   - fields: Whole field lines, such as `Accept: application/json`; none may hold a line end.
    ///   - timeout: How long all of it may take, in milliseconds.
    package init(post content: String, to url: String, fields: [String], timeout: Int) {
        self.url = url
        self.fields = fields
        self.content = content
        self.timeout = timeout
    }

    /// Sends the request and waits for the answer.
    ///
    /// - Throws: ``CurlError`` where none came: no connection, no trust, no answer in time.
    package func perform() throws(CurlError) -> Answer {
        guard let easy = unsafe curl_easy_init() else { throw CurlError(CURLE_OUT_OF_MEMORY) }
        var list: UnsafeMutablePointer<curl_slist>?
        defer {
            unsafe curl_easy_cleanup(easy)
            unsafe curl_slist_free_all(list)
        }
        // Without this, libcurl would ask for leave to send and wait a second for it.
        for field in fields + ["Expect:"] {
            guard let longer = unsafe curl_slist_append(list, field) else { throw CurlError(CURLE_OUT_OF_MEMORY) }
            unsafe list = unsafe longer
        }
        try CurlError.check(unsafe ccurl_set_list(easy, CURLOPT_HTTPHEADER, list))
        try unsafe configure(easy)
        let received = ReceivedContent()
        try CurlError.check(
            unsafe ccurl_set_write(easy, onContent, Unmanaged.passUnretained(received).toOpaque()))
        // The context lives until here, and libcurl calls back during this call only.
        try CurlError.check(withExtendedLifetime(received) { unsafe curl_easy_perform(easy) })
        var status = 0
        try CurlError.check(unsafe ccurl_response_code(easy, &status))
        return Answer(status: status, content: received.bytes)
    }

    private func configure(_ easy: UnsafeMutableRawPointer) throws(CurlError) {
        for (option, value) in [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)), (CURLOPT_FOLLOWLOCATION, 0),
            (CURLOPT_TIMEOUT_MS, timeout),
        ] {
            try CurlError.check(unsafe ccurl_set_long(easy, option, value))
        }
        for (option, value) in [
            (CURLOPT_NOPROXY, "*"), (CURLOPT_PROTOCOLS_STR, "http,https"), (CURLOPT_URL, url),
            (CURLOPT_COPYPOSTFIELDS, content),
        ] {
            try CurlError.check(unsafe ccurl_set_text(easy, option, value))
        }
    }
}

/// What has arrived of an answer; belongs to the thread that performs the transfer.
private final class ReceivedContent {
    var bytes: [UInt8] = []

    /// Takes what arrived; `false` where it is more than is taken.
    func append(_ more: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count + more.count <= BlockingTransfer.mostContent else { return false }
        unsafe bytes.append(contentsOf: more)
        return true
    }
}

/// Answering with another count than was given ends the transfer.
private func onContent(
    memory: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
    guard let memory = unsafe memory, let context = unsafe context else { return 0 }
    let received = unsafe Unmanaged<ReceivedContent>.fromOpaque(context).takeUnretainedValue()
    let total = size * count
    return unsafe received.append(UnsafeRawBufferPointer(start: memory, count: total)) ? total : 0
}
