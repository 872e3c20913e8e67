extension ConfigurationDecoder {
    /// `listen`: at least one address, each once.
    func listeners(_ value: ConfigurationValue?, trustsProxies: Bool) -> [Listener]? {
        guard let value, let elements = value.list("objects such as { \"address\": \"127.0.0.1:8080\" }") else {
            return nil
        }
        guard !elements.isEmpty else {
            value.report("no address is listed", remedy: "add { \"address\": \"127.0.0.1:8080\" }")
            return nil
        }
        var listeners: [Listener] = []
        var seen: [[UInt8]: String] = [:]
        for element in elements {
            guard let listener = listener(element, trustsProxies: trustsProxies) else { continue }
            // The bytes, because one address can be written in several ways.
            let port = listener.address.port
            let key = (listener.address.address?.bytes ?? []) + [UInt8(port >> 8), UInt8(port & 0xFF)]
            if port != 0, let earlier = seen[key] {
                element.report(
                    "\"\(listener.address)\" is listed in \(earlier) already", remedy: "remove one of the two")
            }
            seen[key] = element.path
            listeners.append(listener)
        }
        return listeners
    }

    private func listener(_ value: ConfigurationValue, trustsProxies: Bool) -> Listener? {
        guard let object = value.object("\"address\"", keys: ["address", "plaintext", "proxyProtocol"]) else {
            return nil
        }
        let proxyProtocol = object.optional("proxyProtocol")
        let takesHeader = proxyProtocol?.boolean() ?? false
        if takesHeader, !trustsProxies {
            proxyProtocol?.report(
                "nobody may connect here, because no proxy is trusted to say who connects",
                remedy: "add \"trustedProxies\": [\"10.0.0.0/8\"] with the networks of the load balancers")
        }
        guard
            let address = address(of: object, "127.0.0.1:8080", danger: "tokens would cross the network in the clear")
        else { return nil }
        return Listener(address: address, proxyProtocol: takesHeader)
    }
}
