import Glibc

/// One connected socket, closed when nobody holds it any more.
///
/// Nothing here waits: whoever calls `receive` has polled, and a line is far smaller than the kernel's buffer.
final class Connection: Sendable {
    /// The socket. Valid as long as this object lives.
    let descriptor: Int32

    /// Takes over a socket.
    init(owning descriptor: Int32) {
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { _ = close(descriptor) }

    /// What a read came to.
    enum Received: Hashable {
        case bytes([UInt8])
        case nothingYet
        /// The other side ended the connection, or it broke.
        case ended
    }

    /// Reads what is there, up to a limit.
    func receive(atMost limit: Int) -> Received {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
        }
        if count > 0 { return .bytes(Array(bytes.prefix(count))) }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothingYet : .ended
    }

    /// Writes a line; `false` where it did not go out whole.
    func send(_ line: String) -> Bool {
        let bytes = Array(line.utf8)
        let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
        let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, flags) }
        return count == bytes.count
    }
}
