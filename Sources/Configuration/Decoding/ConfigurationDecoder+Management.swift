extension ConfigurationDecoder {
    /// `management`: an address that is none of the listeners'.
    func management(_ value: ConfigurationValue?, beside listeners: [Listener]) -> HostAndPort? {
        guard let value, let object = value.object("\"address\"", keys: ["address", "plaintext"]),
            let address = address(
                of: object, "127.0.0.1:8081",
                danger: "the state of the gateway would cross the network in the clear")
        else { return nil }
        if address.port != 0, listeners.contains(where: { $0.address == address }) {
            value.report(
                "\"\(address)\" is where clients connect already", remedy: "choose another port, such as 8081")
        }
        return address
    }

    /// `address` and `plaintext` of something that listens: an IP address and a port, loopback unless the other is said.
    ///
    /// - Parameter danger: what happens where clear text leaves the machine.
    func address(of object: ConfigurationObject, _ example: String, danger: String) -> HostAndPort? {
        let plaintext = object.optional("plaintext")?.boolean() ?? false
        guard let place = object.required("address", remedy: "add \"address\": \"\(example)\""),
            let text = place.string(example)
        else { return nil }
        guard let address = HostAndPort(text), let ip = address.address else {
            place.report(
                "\(Quoted.text(text)) is not an IP address and a port",
                remedy: "write it as \"127.0.0.1:8080\" or \"[::1]:8080\"")
            return nil
        }
        if !ip.isLoopback, !plaintext {
            place.report(
                "\(danger), because \"\(address)\" is not a loopback address",
                remedy: "listen on 127.0.0.1 or [::1] behind a TLS terminator, or add \"plaintext\": true")
            return nil
        }
        return address
    }
}
