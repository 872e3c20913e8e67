package import HTTPCodec

/// The bounds of what one client can make the server hold.
package struct ServerLimits: Sendable, Hashable {
    /// Bounds of a request's head.
    package var head = HeadLimits()
    /// Bytes of a request's content.
    package var content: UInt64 = 1 << 40
    /// Connections at once on one loop; at the bound, a new one takes the place of the one that has waited longest for a
    /// request, and waits in the kernel's queue where there is none.
    package var connections = 10_000
    /// Bytes that are read and thrown away after a response, before the connection is cut: more than the kernels on both
    /// sides hold for a client that stops sending as soon as it sees its response, which a cut could take from it.
    package var discarded = 8 << 20

    package init() {}
}

/// How long the server waits, in milliseconds.
package struct ServerTimeouts: Sendable, Hashable {
    /// For the whole head, from its first byte.
    package var head: Int64 = 10_000
    /// Between requests.
    package var idle: Int64 = 75_000
    /// For the next byte of content; for all of it where nothing is done before it is whole.
    package var content: Int64 = 30_000
    /// For the client to take the next byte of the response.
    package var write: Int64 = 30_000
    /// For the client to close after a response that ends the connection.
    package var linger: Int64 = 2_000
    /// How long a client may keep us waiting where others wait for its place.
    package var patience: Int64 = 1_000

    package init() {}
}
