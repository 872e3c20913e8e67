package import HTTPCodec
package import HTTPServer
package import Upstream

/// What a configuration says to the loops, beside the snapshot.
package struct ServiceSettings: Sendable {
    /// Where to listen.
    package let listeners: [ListenerSettings]
    /// Bounds of what one client can make a loop hold.
    package let limits: ServerLimits
    /// How long clients are waited for.
    package let timeouts: ServerTimeouts
    /// Which proxies are believed about whom they speak for.
    package let trusted: TrustedNetworks
    /// What each loop's gateway works with.
    package private(set) var loop: LoopSettings

    /// The same, with other addresses of the same upstreams.
    package func with(_ upstreams: [UpstreamTarget]) -> ServiceSettings {
        var settings = self
        settings.loop = loop.with(upstreams)
        return settings
    }

    package init(
        listeners: [ListenerSettings], limits: ServerLimits, timeouts: ServerTimeouts, trusted: TrustedNetworks,
        loop: LoopSettings
    ) {
        self.listeners = listeners
        self.limits = limits
        self.timeouts = timeouts
        self.trusted = trusted
        self.loop = loop
    }
}
