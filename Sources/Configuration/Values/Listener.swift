/// One address that clients connect to.
package struct Listener: Hashable, Sendable {
    /// The address and port; port 0 lets the system choose one, for tests.
    package let address: HostAndPort
    /// Whether each connection begins with a header of the PROXY protocol, and only trusted proxies may connect.
    package let proxyProtocol: Bool
}
