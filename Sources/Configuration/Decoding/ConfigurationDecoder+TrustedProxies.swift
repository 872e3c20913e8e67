extension ConfigurationDecoder {
    /// `trustedProxies`: the networks of the proxies that are believed about whom they speak for. None where it is left out.
    func trustedProxies(_ value: ConfigurationValue?) -> [IPNetwork] {
        guard let value, let elements = value.list("networks such as \"10.0.0.0/8\"") else { return [] }
        var seen: [IPNetwork: String] = [:]
        var networks: [IPNetwork] = []
        for element in elements {
            guard let network = network(element) else { continue }
            if let earlier = seen[network] {
                element.report("the network is listed in \(earlier) already", remedy: "remove one of the two")
            }
            seen[network] = element.path
            networks.append(network)
        }
        return networks
    }

    private func network(_ value: ConfigurationValue) -> IPNetwork? {
        guard let text = value.string("10.0.0.0/8") else { return nil }
        do {
            let network = try IPNetwork(text)
            guard network.prefix > 0 else {
                value.report(
                    "\(Quoted.text(text)) is every address there is, so that each client could say who it is",
                    remedy: "list the networks of your proxies alone")
                return nil
            }
            return network
        } catch {
            report(error, text, value)
            return nil
        }
    }

    private func report(_ fault: IPNetwork.Fault, _ text: String, _ value: ConfigurationValue) {
        switch fault {
        case .hostBits(let network):
            value.report(
                "\(Quoted.text(text)) has bits behind its prefix",
                remedy: "write \"\(network)\" for the network, or the address without a prefix")
        case .notation:
            value.report(
                "\(Quoted.text(text)) is not an IP address or a network",
                remedy: "write it as \"10.0.0.0/8\", \"192.0.2.7\" or \"fd00::/8\"")
        }
    }
}
