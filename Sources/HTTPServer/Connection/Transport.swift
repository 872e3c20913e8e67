internal import Glibc
internal import HTTPCodec

/// What came of an attempt to read or write without waiting.
enum TransferResult {
    /// So many bytes moved; at least one.
    case moved(Int)
    /// Nothing can move now.
    case wouldBlock
    /// The peer has ended its direction; reads only.
    case ended
    /// The connection is gone.
    case broken
}

/// How a client connection reads and writes: plain sockets.
///
/// Everything a connection does to its descriptor goes through here, so that TLS can take its place.
struct Transport {
    let descriptor: CInt

    /// Reads once into the free memory at the end of `buffer`.
    func read(into buffer: inout ByteBuffer) -> TransferResult {
        let count = unsafe buffer.fill { free in
            unsafe recv(descriptor, free.baseAddress, free.count, CInt(MSG_DONTWAIT))
        }
        return result(count, ended: .ended)
    }

    /// Writes once: what waits in `buffer`, then `content`, in one system call.
    func write(_ buffer: Span<UInt8>, _ content: Span<UInt8>) -> TransferResult {
        let count = unsafe buffer.withUnsafeBytes { first in
            unsafe content.withUnsafeBytes { second in
                if unsafe second.isEmpty {
                    return unsafe send(descriptor, first.baseAddress, first.count, Self.writeFlags)
                }
                if unsafe first.isEmpty {
                    return unsafe send(descriptor, second.baseAddress, second.count, Self.writeFlags)
                }
                return unsafe Self.gather(descriptor, first, second)
            }
        }
        return result(count, ended: .broken)
    }

    /// Tells the peer that nothing more comes.
    func endWriting() { shutdown(descriptor, CInt(SHUT_WR)) }

    /// Closes. With `reset`, the peer sees a connection that broke and cannot take what it has for the whole.
    func close(reset: Bool) {
        if reset {
            var linger = linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        }
        _ = Glibc.close(descriptor)
    }

    private static let writeFlags = CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL)

    private static func gather(
        _ descriptor: CInt, _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer
    ) -> Int {
        var pieces: InlineArray<2, iovec> = unsafe [
            iovec(iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress), iov_len: first.count),
            iovec(iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress), iov_len: second.count),
        ]
        var span = unsafe pieces.mutableSpan
        return unsafe span.withUnsafeMutableBufferPointer { pieces in
            var message = unsafe msghdr()
            unsafe message.msg_iov = pieces.baseAddress
            unsafe message.msg_iovlen = pieces.count
            return unsafe sendmsg(descriptor, &message, writeFlags)
        }
    }

    private func result(_ count: Int, ended: TransferResult) -> TransferResult {
        if count > 0 { return .moved(count) }
        if count == 0 { return ended }
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? .wouldBlock : .broken
    }
}
