internal import CLinux
internal import EventLoop
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

    /// Reads once into the free memory at the end of `buffer`, `most` bytes at most.
    func read(into buffer: inout ByteBuffer, atMost most: Int = .max) -> TransferResult {
        let count = unsafe buffer.fill(atMost: most) { unsafe SocketBytes.read(descriptor, into: $0) }
        return result(count, ended: .ended)
    }

    /// Writes once: what waits in `buffer`, then `content` and what follows it, in one system call.
    func write(_ buffer: Span<UInt8>, _ content: Span<UInt8> = Span(), _ tail: Span<UInt8> = Span()) -> TransferResult {
        // With nothing in front, content alone is the common case.
        let count =
            buffer.isEmpty
            ? SocketBytes.write(descriptor, content, tail, Span())
            : SocketBytes.write(descriptor, buffer, content, tail)
        return result(count, ended: .broken)
    }

    /// Whether bytes have arrived that were not read yet.
    var hasUnread: Bool {
        var byte: UInt8 = 0
        return unsafe clinux_receive(descriptor, &byte, 1, CInt(MSG_PEEK | MSG_DONTWAIT)) > 0
    }

    /// Has the kernel hold no more than some events for a peer that does not take them (the kernel doubles this, socket(7)):
    /// otherwise megabytes go before it is noticed.
    func keepLittle() {
        var bytes: CInt = 8 * 1024
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &bytes, socklen_t(MemoryLayout<CInt>.size))
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

    private func result(_ count: Int, ended: TransferResult) -> TransferResult {
        if count > 0 { return .moved(count) }
        if count == 0 { return ended }
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? .wouldBlock : .broken
    }
}
