internal import CCurl
internal import EventLoop
internal import Glibc
internal import HTTPCodec

/// Moving bytes.
///
/// In clear text libcurl hands bytes to the kernel as they are, one piece at a time, and keeps none back. So they are
/// moved here without it, on the descriptor that it opened, names and closes: head and content leave in one system call.
/// Over TLS every byte goes through libcurl.
extension UpstreamConnection {
    /// Reads once.
    func read(into memory: UnsafeMutableRawBufferPointer) -> CurlPair.Transfer {
        if isSecure { return unsafe curl.receive(into: memory) }
        let count = unsafe SocketBytes.read(descriptor, into: memory)
        if count > 0 { return .moved(count) }
        if count == 0 { return .ended }
        if isTransient { return .wouldBlock }
        return .failed(CurlError(CURLE_RECV_ERROR, words: "Recv failure: \(unsafe String(cString: strerror(errno)))"))
    }

    /// Sends up to three pieces, one behind the other, in clear text.
    func sendPlain(_ first: Span<UInt8>, _ second: Span<UInt8>, _ third: Span<UInt8>) -> Int? {
        let count = SocketBytes.write(descriptor, first, second, third)
        if count >= 0 {
            if count > 0 { hasBegun = true }
            if count < first.count + second.count + third.count { waitForRoom() }
            return count
        }
        if isTransient {
            waitForRoom()
            return 0
        }
        noteFailedSending(errno)
        return nil
    }

    /// Whether nothing can be moved for now.
    private var isTransient: Bool { errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR }
}
