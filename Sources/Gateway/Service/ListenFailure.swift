package import EventLoop
package import HTTPServer

/// An address that cannot be listened on, or a loop that cannot be started.
package struct ListenFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where; `nil` where the loop itself cannot be had.
    package let address: SocketAddress?
    /// The kernel's reason.
    package let error: SystemError

    package var description: String {
        guard let address else { return "a loop cannot be started (\(error))" }
        return "listen \(address): the address cannot be listened on (\(error)); free it or choose another"
    }
}
