extension ConfigurationDecoder {
    /// `management`: an address that is none of the listeners', and the origin by which browsers reach it.
    func management(_ value: ConfigurationValue?, beside listeners: [Listener]) -> ManagementSettings? {
        guard let value, let object = value.object("\"address\"", keys: ["address", "plaintext", "origin"]) else {
            return nil
        }
        let origin = object.optional("origin").flatMap(origin)
        guard
            let address = address(
                of: object, "127.0.0.1:8081", danger: "passwords and secrets would cross the network in the clear")
        else { return nil }
        if address.port != 0, listeners.contains(where: { $0.address == address }) {
            value.report(
                "\"\(address)\" is where clients connect already", remedy: "choose another port, such as 8081")
        }
        return ManagementSettings(address: address, origin: origin)
    }

    /// A scheme, a host and a port, as a browser writes them: it is compared with what browsers send.
    private func origin(_ value: ConfigurationValue) -> String? {
        let example = "https://console.example"
        guard let text = value.string(example) else { return nil }
        let remedy = "write what stands in the browser's address bar before the path, such as \"\(example)\""
        guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else {
            value.report("\(Quoted.text(text)) does not begin with http:// or https://", remedy: remedy)
            return nil
        }
        let usual: UInt16 = scheme == "https://" ? 443 : 80
        guard let host = HostAndPort(String(text.dropFirst(scheme.count)), defaultPort: usual) else {
            value.report("\(Quoted.text(text)) is not a scheme, a host and a port", remedy: remedy)
            return nil
        }
        return scheme + (host.port == usual ? host.bracketed : host.description)
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
