internal import HTTPCodec

/// Where a connection's requests come from, as far as the connection itself tells.
struct ClientSource {
    /// The peer's address; where a load balancer said whose connection it passes on, that one's.
    let address: NetworkAddress
    /// Whether who is there is believed about whom it speaks for, in fields of the request.
    let isTrusted: Bool

    /// The peer itself.
    init(peer: NetworkAddress, trusted: TrustedNetworks) {
        address = peer
        isTrusted = trusted.contains(peer)
    }

    /// Whom the header of a trusted load balancer names.
    init(_ header: ProxyHeader, peer: NetworkAddress, trusted: TrustedNetworks) {
        switch header.source {
        case .address(let source): self.init(peer: source, trusted: trusted)
        case .local: self.init(peer: peer, trusted: trusted)
        case .unknown:
            // Some client's connection: what it says in its fields is not what the load balancer says.
            self.init(peer: peer, trusted: .none)
        }
    }
}
