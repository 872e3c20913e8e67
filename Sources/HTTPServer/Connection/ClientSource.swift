internal import HTTPCodec

/// Where a connection's requests come from, as far as the connection itself tells.
struct ClientSource {
    /// The peer's address; where a load balancer said whose connection it passes on, that one's.
    let address: NetworkAddress
    /// Whether the address is that of who is there, and not only of who passes the connection on.
    private let isKnown: Bool

    /// The peer itself.
    init(peer: NetworkAddress) {
        address = peer
        isKnown = true
    }

    /// Whom the header of a trusted load balancer names.
    init(_ header: ProxyHeader, peer: NetworkAddress) {
        switch header.source {
        case .address(let source): address = source
        case .local, .unknown: address = peer
        }
        // Of an unknown one, some client's connection: what it says in its fields is not what the load balancer says.
        isKnown = header.source != .unknown
    }

    /// Whether who is there is believed about whom it speaks for, in fields of the request. Asked for each request: who is
    /// no longer trusted is not believed on the connections either that it had opened before.
    func isTrusted(in networks: TrustedNetworks) -> Bool { isKnown && networks.contains(address) }
}
