internal import CCurl
internal import Glibc

/// One easy handle in a multi handle of its own: what carries one connection.
///
/// In a shared multi, `curl_easy_send` and `curl_easy_recv` search all its connections, and newer versions may close
/// one that looks idle and has unread bytes. A pair is reused for the next connection when one ends.
///
/// Sound because the pair owns both handles, and its callbacks reach only an owner that is set while it is in use.
@safe
final class CurlPair {
    let easy: UnsafeMutableRawPointer
    private let multi: UnsafeMutableRawPointer
    private var isAdded = false
    private var connectTo: UnsafeMutablePointer<curl_slist>?
    /// Where libcurl writes what went wrong, in its own words.
    private let words: UnsafeMutablePointer<CChar>
    /// Held for as long as the handle uses it; `nil` for clear text.
    private let sessions: CurlSessions?
    /// Set while connected; the owner holds the pair, and ``close()`` lets go of it.
    fileprivate var owner: (any CurlPairOwner)?

    /// - Parameter sessions: of the endpoint that the pair will lead to, where its connections are secured.
    init(sessions: CurlSessions? = nil) throws(CurlError) {
        guard let easy = unsafe curl_easy_init() else { throw CurlError(CURLE_OUT_OF_MEMORY) }
        guard let multi = unsafe curl_multi_init() else {
            unsafe curl_easy_cleanup(easy)
            throw CurlError(CURLE_OUT_OF_MEMORY)
        }
        unsafe self.easy = unsafe easy
        unsafe self.multi = unsafe multi
        unsafe words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        self.sessions = sessions
    }

    deinit {
        close()
        unsafe curl_easy_cleanup(easy)
        unsafe curl_multi_cleanup(multi)
        unsafe curl_slist_free_all(connectTo)
        unsafe words.deallocate()
    }

    // MARK: Connecting

    /// Begins to connect; the owner is told through its callbacks what to wait for.
    func connect(_ endpoint: Endpoint, timeout: Int64, owner: any CurlPairOwner) throws(CurlError) {
        self.owner = owner
        unsafe curl_easy_reset(easy)
        try configure(endpoint, timeout: timeout)
        try CurlError.check(
            unsafe ccurl_set_callbacks(multi, onSocket, onTimer, Unmanaged.passUnretained(self).toOpaque()))
        try CurlError.check(unsafe curl_multi_add_handle(multi, easy))
        isAdded = true
    }

    private func configure(_ endpoint: Endpoint, timeout: Int64) throws(CurlError) {
        try set(CURLOPT_CONNECT_ONLY, 1)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        try set(CURLOPT_TCP_NODELAY, 1)
        try set(CURLOPT_FRESH_CONNECT, 1)
        try set(CURLOPT_BUFFERSIZE, 64 * 1024)
        try set(CURLOPT_CONNECTTIMEOUT_MS, Int(timeout))
        try set(CURLOPT_NOPROXY, "*")
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_URL, endpoint.url)
        unsafe words[0] = 0
        try CurlError.check(unsafe ccurl_set_error_buffer(easy, words))
        switch endpoint.way {
        case .socket(let path): try set(CURLOPT_UNIX_SOCKET_PATH, path)
        case .address(let address):
            // The literal picks the address, so that no name is ever looked up on the loop's thread.
            unsafe curl_slist_free_all(connectTo)
            unsafe connectTo = unsafe curl_slist_append(nil, address)
            try CurlError.check(unsafe ccurl_set_list(easy, CURLOPT_CONNECT_TO, connectTo))
        }
        if let identity = endpoint.identity { try secure(identity) }
        if let sessions { try CurlError.check(unsafe ccurl_set_share(easy, sessions.share)) }
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        try CurlError.check(unsafe ccurl_set_open_socket(easy, onOpen, context))
        try CurlError.check(unsafe ccurl_set_close_socket(easy, onClose, context))
    }

    func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
        try CurlError.check(unsafe ccurl_set_long(easy, option, value))
    }

    /// - Parameter value: `nil` takes away what libcurl was built with.
    func set(_ option: CURLoption, _ value: String?) throws(CurlError) {
        try CurlError.check(unsafe ccurl_set_text(easy, option, value))
    }

    func set(_ option: CURLoption, _ value: [UInt8]) throws(CurlError) {
        try CurlError.check(unsafe ccurl_set_blob(easy, option, value, value.count))
    }

    /// What went wrong: in the words for this case where libcurl has some, else in those for its number.
    private func error(_ code: CURLcode) -> CurlError {
        let detail = unsafe String(cString: words)
        unsafe words[0] = 0
        return CurlError(code, words: detail.isEmpty ? nil : detail)
    }

    /// Has libcurl go on: something happened to the socket, or the time it asked for has come (`descriptor` nil).
    ///
    /// - Returns: the outcome of connecting, once there is one.
    func drive(_ descriptor: CInt?, readable: Bool, writable: Bool) -> Result<Void, CurlError>? {
        // An event mask of 0 would make libcurl poll by itself.
        let mask = (readable ? CURL_CSELECT_IN : 0) | (writable ? CURL_CSELECT_OUT : 0)
        var running: CInt = 0
        let code = unsafe curl_multi_socket_action(
            multi, descriptor ?? CURL_SOCKET_BAD, descriptor == nil ? 0 : CInt(mask), &running)
        guard code == CURLM_OK else { return .failure(CurlError(code)) }
        var left: CInt = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            let result = unsafe ccurl_message_result(message)
            return result == CURLE_OK ? .success(()) : .failure(error(result))
        }
        return nil
    }

    /// The descriptor of the connection that stands.
    func activeSocket() -> CInt? {
        var descriptor = curl_socket_t(CURL_SOCKET_BAD)
        let code = unsafe ccurl_active_socket(easy, &descriptor)
        return code == CURLE_OK && descriptor != CURL_SOCKET_BAD ? descriptor : nil
    }

    // MARK: Bytes

    /// What came of sending or receiving once.
    enum Transfer {
        case moved(Int)
        case wouldBlock
        case ended
        case failed(CurlError)
    }

    func send(_ bytes: Span<UInt8>) -> Transfer {
        var count = 0
        let code = unsafe bytes.withUnsafeBytes { bytes in
            unsafe curl_easy_send(easy, bytes.baseAddress, bytes.count, &count)
        }
        return outcome(code, count)
    }

    /// The kernel's number of the last error that libcurl met on this connection; 0 for none.
    var systemError: CInt {
        var number = 0
        return unsafe ccurl_system_error(easy, &number) == CURLE_OK ? CInt(truncatingIfNeeded: number) : 0
    }

    func receive(into memory: UnsafeMutableRawBufferPointer) -> Transfer {
        var count = 0
        let code = unsafe curl_easy_recv(easy, memory.baseAddress, memory.count, &count)
        return outcome(code, count)
    }

    private func outcome(_ code: CURLcode, _ count: Int) -> Transfer {
        switch code {
        case CURLE_OK: count > 0 ? .moved(count) : .ended
        case CURLE_AGAIN: .wouldBlock
        default: .failed(error(code))
        }
    }

    /// Ends the connection. The pair can connect again.
    func close() {
        // Removing the handle is what closes the connection; its callbacks fire once more here.
        if isAdded { unsafe curl_multi_remove_handle(multi, easy) }
        isAdded = false
        owner = nil
    }
}

/// Who waits for a pair's socket and timer while it connects.
protocol CurlPairOwner: AnyObject {
    /// libcurl wants to hear of events on its socket, or of none.
    func curlWatches(_ descriptor: CInt, readable: Bool, writable: Bool)
    /// libcurl no longer watches its socket.
    func curlForgets(_ descriptor: CInt)
    /// libcurl wants to be driven in so many milliseconds; nil: not at all.
    func curlWaits(_ milliseconds: Int?)
    /// libcurl wants a socket; `nil` where there is none for it.
    func curlOpens(_ socket: CurlSocket) -> CInt?
    /// libcurl is about to close the descriptor.
    func curlCloses(_ descriptor: CInt)
}

/// The pair that a callback's context stands for.
private func pair(_ context: UnsafeMutableRawPointer?) -> CurlPair? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<CurlPair>.fromOpaque(context).takeUnretainedValue()
}

private func onSocket(
    easy: UnsafeMutableRawPointer?, descriptor: curl_socket_t, what: CInt, context: UnsafeMutableRawPointer?,
    socketContext: UnsafeMutableRawPointer?
) -> CInt {
    let owner = unsafe pair(context)?.owner
    if what == CURL_POLL_REMOVE {
        owner?.curlForgets(descriptor)
    } else {
        owner?.curlWatches(
            descriptor, readable: what & CURL_POLL_IN != 0, writable: what & CURL_POLL_OUT != 0)
    }
    return 0
}

private func onTimer(
    multi: UnsafeMutableRawPointer?, milliseconds: Int, context: UnsafeMutableRawPointer?
) -> CInt {
    unsafe pair(context)?.owner?.curlWaits(milliseconds < 0 ? nil : milliseconds)
    return 0
}

private func onOpen(
    context: UnsafeMutableRawPointer?, _: curlsocktype, address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let address = unsafe address?.pointee else { return CURL_SOCKET_BAD }
    let socket = CurlSocket(family: address.family, kind: address.socktype, protocol: address.protocol)
    return unsafe pair(context)?.owner?.curlOpens(socket) ?? CURL_SOCKET_BAD
}

private func onClose(context: UnsafeMutableRawPointer?, descriptor: curl_socket_t) -> CInt {
    unsafe pair(context)?.owner?.curlCloses(descriptor)
    return Glibc.close(descriptor)
}
