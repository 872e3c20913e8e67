internal import Glibc

/// A listening socket on 127.0.0.1 that a test accepts from by hand: it then plays the other side byte by byte.
package final class RawListener: Sendable {
    /// The port that the kernel gave.
    package let port: UInt16
    private let descriptor: CInt

    /// - Parameters:
    ///   - port: 0 for any.
    ///   - backlog: connections that the kernel completes by itself; with 0 one, and further ones hang.
    package init(port: UInt16 = 0, backlog: CInt = 64) throws(SocketFailure) {
        descriptor = try RawSocket.make()
        do throws(SocketFailure) {
            try RawSocket.bind(descriptor, port: port)
            try RawSocket.check("listen", Glibc.listen(descriptor, backlog))
            self.port = try RawSocket.port(of: descriptor)
        } catch {
            _ = Glibc.close(descriptor)
            throw error
        }
    }

    deinit { _ = Glibc.close(descriptor) }

    /// Takes the next connection.
    ///
    /// - Throws: ``SocketFailure/deadline(_:)`` when none comes.
    package func accept(within milliseconds: CInt = RawConnection.patience) throws(SocketFailure) -> RawConnection {
        guard RawSocket.wait(descriptor, for: POLLIN, milliseconds) else { throw .deadline("a connection") }
        let accepted = Glibc.accept(descriptor, nil, nil)
        try RawSocket.check("accept", accepted)
        return RawConnection(descriptor: accepted)
    }

    /// Whether a connection waits to be accepted now.
    package var hasWaiting: Bool { RawSocket.wait(descriptor, for: POLLIN, 0) }

    /// A port of this machine where nobody listens.
    package static func unusedPort() throws(SocketFailure) -> UInt16 {
        let descriptor = try RawSocket.make()
        defer { _ = Glibc.close(descriptor) }
        try RawSocket.bind(descriptor, port: 0)
        return try RawSocket.port(of: descriptor)
    }
}
