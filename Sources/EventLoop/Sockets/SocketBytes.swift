internal import CLinux
internal import Glibc

/// Bytes in and out of a stream socket, without waiting: what clients' and upstreams' connections have in common.
package enum SocketBytes {
    /// Reads once; the count that `recv` returns, with its `errno`.
    package static func read(_ descriptor: CInt, into memory: UnsafeMutableRawBufferPointer) -> Int {
        unsafe clinux_receive(descriptor, memory.baseAddress, memory.count, CInt(MSG_DONTWAIT))
    }

    /// Writes up to three pieces in their order, in one system call, so that a head and its content leave together; the
    /// count that `send` returns, with its `errno`.
    package static func write(_ descriptor: CInt, _ first: Span<UInt8>, _ second: Span<UInt8>, _ third: Span<UInt8>)
        -> Int
    {
        unsafe first.withUnsafeBytes { first in
            unsafe second.withUnsafeBytes { second in
                unsafe third.withUnsafeBytes { third in
                    guard unsafe !second.isEmpty || !third.isEmpty else {
                        return unsafe clinux_send(descriptor, first.baseAddress, first.count, flags)
                    }
                    return unsafe gather(descriptor, first, second, third)
                }
            }
        }
    }

    private static let flags = CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL)

    private static func gather(
        _ descriptor: CInt, _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer,
        _ third: UnsafeRawBufferPointer
    ) -> Int {
        var pieces: InlineArray<3, iovec> = unsafe [piece(first), piece(second), piece(third)]
        var span = unsafe pieces.mutableSpan
        return unsafe span.withUnsafeMutableBufferPointer { pieces in
            var message = unsafe msghdr()
            unsafe message.msg_iov = pieces.baseAddress
            unsafe message.msg_iovlen = pieces.count
            return unsafe clinux_send_message(descriptor, &message, flags)
        }
    }

    private static func piece(_ bytes: UnsafeRawBufferPointer) -> iovec {
        unsafe iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
    }
}
