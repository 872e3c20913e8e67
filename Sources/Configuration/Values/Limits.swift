/// How much of a thing one client may make the gateway hold or pass.
package struct Limits: Hashable, Sendable {
    /// The greatest head of a request, in bytes: 1 KiB to 1 MiB.
    package var head = 32 << 10
    /// The longest target of a request, in bytes: 256 B to 64 KiB, and never more than the head.
    package var target = 8 << 10
    /// The most field lines of a request: 10 to 1,000.
    package var fields = 100
    /// The longest token that is looked at, in bytes: 1 KiB to 64 KiB, and never more than the head.
    package var token = 8 << 10
    /// The greatest content of a request, in bytes: 0 to 1 TiB. A route may have another.
    package var body = 10 << 20
    /// The most client connections at once, 1 to 1,000,000; `nil` for as many as there are descriptors for.
    package var connections: Int?
}
