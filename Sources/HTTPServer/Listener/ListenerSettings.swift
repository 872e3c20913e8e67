/// Where to listen, and what connections made there begin with.
package struct ListenerSettings: Hashable, Sendable, CustomStringConvertible {
    /// The address and port.
    package let address: SocketAddress
    /// Whether each connection begins with a header of the PROXY protocol, and none is taken but from trusted proxies.
    package let takesProxyHeader: Bool

    package init(address: SocketAddress, takesProxyHeader: Bool = false) {
        self.address = address
        self.takesProxyHeader = takesProxyHeader
    }

    /// The same with the port that the kernel gave.
    func at(_ address: SocketAddress) -> ListenerSettings {
        ListenerSettings(address: address, takesProxyHeader: takesProxyHeader)
    }

    package var description: String { address.description + (takesProxyHeader ? " (PROXY protocol)" : "") }
}
