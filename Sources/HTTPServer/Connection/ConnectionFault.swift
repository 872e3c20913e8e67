/// Why a connection is ended before it can carry a request. The raw value is the reason's stable id.
package enum ConnectionFault: String, Hashable, Sendable, CaseIterable {
    /// The listener takes connections from trusted proxies only, and the peer is none.
    case untrustedPeer = "connection.untrustedPeer"
    /// What the connection begins with is no header of the PROXY protocol.
    case proxyHeader = "connection.proxyHeader"
    /// The header of the PROXY protocol did not arrive in time.
    case proxyHeaderTimeout = "connection.proxyHeaderTimeout"
}
