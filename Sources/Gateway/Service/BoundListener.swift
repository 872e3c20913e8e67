internal import HTTPServer

/// A listener, as it was asked for and as the kernel gave it: port 0 means any.
struct BoundListener: Hashable, Sendable {
    let configured: ListenerSettings
    let bound: ListenerSettings
}
