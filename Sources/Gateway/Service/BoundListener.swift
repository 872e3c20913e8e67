internal import HTTPServer

/// An address that is listened on, as it was asked for and as the kernel gave it: port 0 means any.
struct BoundListener: Hashable, Sendable {
    let configured: SocketAddress
    let bound: SocketAddress
}
