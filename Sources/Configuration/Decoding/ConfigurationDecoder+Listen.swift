extension ConfigurationDecoder {
    /// `listen`: at least one address, each once.
    func listeners(_ value: ConfigurationValue?) -> [Listener]? {
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
            guard let listener = listener(element) else { continue }
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

    private func listener(_ value: ConfigurationValue) -> Listener? {
        guard let object = value.object("\"address\"", keys: ["address", "plaintext"]) else { return nil }
        let plaintext = object.optional("plaintext")?.boolean() ?? false
        guard let place = object.required("address", remedy: "add \"address\": \"127.0.0.1:8080\""),
            let text = place.string("127.0.0.1:8080")
        else { return nil }
        guard let address = HostAndPort(text), let ip = address.address else {
            place.report(
                "\(Quoted.text(text)) is not an IP address and a port",
                remedy: "write it as \"127.0.0.1:8080\" or \"[::1]:8080\"")
            return nil
        }
        if !ip.isLoopback, !plaintext {
            place.report(
                "tokens would cross the network in the clear, because \"\(address)\" is not a loopback address",
                remedy: "listen on 127.0.0.1 or [::1] behind a TLS terminator, or add \"plaintext\": true")
            return nil
        }
        return Listener(address: address, allowsPlaintext: plaintext)
    }
}
