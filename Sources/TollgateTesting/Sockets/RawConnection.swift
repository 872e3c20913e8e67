internal import Glibc
internal import Synchronization

/// One end of a TCP connection that sends exactly the bytes a test says, and waits with a deadline for what comes back.
///
/// Blocking: it is used by the test's thread, or by a ``ScriptedUpstream``'s, never by a loop's.
package final class RawConnection: Sendable {
    /// How long anything is waited for, in milliseconds: long enough for a busy machine, and never waited for in vain
    /// by a test that passes.
    package static let patience: CInt = 20_000

    let descriptor: CInt
    private let state = Mutex(State())

    private struct State {
        /// What was received beyond the last whole message.
        var unread: ArraySlice<UInt8> = []
        var isClosed = false
    }

    /// Takes over a socket that is connected.
    init(descriptor: CInt) {
        self.descriptor = descriptor
        RawSocket.set(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, 1)
    }

    /// Connects to a port of 127.0.0.1.
    ///
    /// - Parameter receiveBuffer: bytes that the kernel may hold for us, where a test wants the other side to stall soon.
    package convenience init(to port: UInt16, receiveBuffer: CInt? = nil) throws(SocketFailure) {
        let descriptor = try RawSocket.make()
        if let receiveBuffer { RawSocket.set(descriptor, SOL_SOCKET, SO_RCVBUF, receiveBuffer) }
        do throws(SocketFailure) {
            try RawSocket.connect(descriptor, to: port)
        } catch {
            _ = Glibc.close(descriptor)
            throw error
        }
        self.init(descriptor: descriptor)
    }

    deinit { close() }

    // MARK: Sending

    /// Sends all of the bytes, waiting for room.
    package func send(_ bytes: [UInt8]) throws(SocketFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard RawSocket.wait(descriptor, for: POLLOUT, Self.patience) else { throw .deadline("room to send") }
            let count = sendNow(rest)
            guard count > 0 || errno == EAGAIN else { throw .system(call: "send", code: errno) }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// Sends a text as it is.
    package func send(_ text: String) throws(SocketFailure) { try send(Array(text.utf8)) }

    /// Sends a text one byte at a time, each in a packet of its own.
    package func drip(_ text: String) throws(SocketFailure) {
        for byte in text.utf8 { try send([byte]) }
    }

    /// Sends copies of `piece` until the other side has taken nothing for a while, or a bound is reached.
    ///
    /// - Returns: how many bytes the kernel took.
    package func fill(with piece: [UInt8], upTo limit: Int, quietFor milliseconds: CInt = 300) -> Int {
        var total = 0
        while total < limit, RawSocket.wait(descriptor, for: POLLOUT, milliseconds) {
            let count = sendNow(piece[...])
            guard count > 0 || errno == EAGAIN else { break }
            total += max(0, count)
        }
        return total
    }

    /// Whether there is room to send, now or in so many milliseconds.
    package func canSend(within milliseconds: CInt) -> Bool { RawSocket.wait(descriptor, for: POLLOUT, milliseconds) }

    private func sendNow(_ bytes: ArraySlice<UInt8>) -> Int {
        unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT))
        }
    }

    // MARK: Receiving

    /// The next bytes; empty at the end.
    ///
    /// - Throws: `ECONNRESET` and its kin as ``SocketFailure/system(call:code:)``.
    func receive() throws(SocketFailure) -> [UInt8] {
        guard RawSocket.wait(descriptor, for: POLLIN, Self.patience) else { throw .deadline("bytes") }
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        guard count >= 0 else { throw .system(call: "recv", code: errno) }
        return Array(buffer.prefix(count))
    }

    /// Whether nothing, neither bytes nor an end, comes for so many milliseconds.
    package func isQuiet(for milliseconds: CInt) -> Bool {
        state.withLock { $0.unread.isEmpty } && !RawSocket.wait(descriptor, for: POLLIN, milliseconds)
    }

    /// What was received and belongs to no message yet.
    var unread: ArraySlice<UInt8> {
        get { state.withLock { $0.unread } }
        set { state.withLock { $0.unread = newValue } }
    }

    // MARK: Ending

    /// Ends our direction; the other side may go on sending.
    package func endWriting() { shutdown(descriptor, CInt(SHUT_WR)) }

    /// Closes the connection.
    package func close() { close(reset: false) }

    /// Has the other side see a reset.
    package func reset() { close(reset: true) }

    private func close(reset: Bool) {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        if reset {
            var linger = linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        }
        _ = Glibc.close(descriptor)
    }
}
