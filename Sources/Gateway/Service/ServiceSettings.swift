package import HTTPServer

/// What a configuration says to the loops, beside the snapshot.
package struct ServiceSettings: Sendable {
    /// Where to listen.
    package let listeners: [SocketAddress]
    /// Bounds of what one client can make a loop hold.
    package let limits: ServerLimits
    /// How long clients are waited for.
    package let timeouts: ServerTimeouts
    /// What each loop's gateway works with.
    package let loop: LoopSettings

    package init(
        listeners: [SocketAddress], limits: ServerLimits, timeouts: ServerTimeouts, loop: LoopSettings
    ) {
        self.listeners = listeners
        self.limits = limits
        self.timeouts = timeouts
        self.loop = loop
    }
}
