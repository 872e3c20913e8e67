/// Where operators and merchants' people reach the console and the management API.
package struct ManagementSettings: Hashable, Sendable {
    /// Where it listens.
    package let address: HostAndPort
    /// The scheme, host and port by which browsers reach it where that is not ``address`` itself, as a browser writes an
    /// origin (RFC 6454 §6.2): lower case, no default port, no path. `nil` where nothing is said.
    package let origin: String?

    package init(address: HostAndPort, origin: String? = nil) {
        self.address = address
        self.origin = origin
    }
}
