extension ConfigurationDecoder {
    /// `upstreams`: the web services behind the gateway. `nil` where one of them cannot be read.
    func upstreams(_ value: ConfigurationValue?, _ timeouts: Timeouts) -> [UpstreamSettings]? {
        value?.entries("upstreams such as \"payments\": { … }")?.map { upstream($0, timeouts) }
    }

    private func upstream(_ entry: ConfigurationEntry, _ timeouts: Timeouts) -> UpstreamSettings {
        checkName(entry, of: "an upstream")
        let object = entry.value.object(
            "\"endpoints\"",
            keys: [
                "endpoints", "host", "tls", "resolveEvery", "forwardAuthorization", "preserveHost", "caseSensitive",
                "forwardOverrides", "timeouts",
            ])
        let endpoints =
            object?.required("endpoints", remedy: "add \"endpoints\": [\"http://127.0.0.1:9001\"]").map(self.endpoints)
            ?? []
        let times = object?.optional("timeouts")?.object("waiting times", keys: ["connect", "response"])
        let tls = object?.optional("tls")
        checkUse(of: tls, endpoints)
        return UpstreamSettings(
            name: entry.name, endpoints: endpoints,
            authority: object?.optional("host").flatMap(logicalHost) ?? endpoints.lazy.compactMap(\.authority).first
                ?? entry.name,
            tls: upstreamTLS(tls),
            resolveInterval: object?.optional("resolveEvery")?.duration(.seconds(1) ... .seconds(3_600))
                ?? .seconds(30),
            forwardsAuthorization: object?.optional("forwardAuthorization")?.boolean() ?? false,
            preservesHost: object?.optional("preserveHost")?.boolean() ?? false,
            isCaseSensitive: object?.optional("caseSensitive")?.boolean() ?? false,
            forwardsOverrides: object?.optional("forwardOverrides")?.boolean() ?? false,
            connectTimeout: time(times, "connect") ?? timeouts.connect,
            responseTimeout: time(times, "response") ?? timeouts.response)
    }

    /// Settings of TLS that secure nothing are a mistake that would go unnoticed.
    private func checkUse(of tls: ConfigurationValue?, _ endpoints: [EndpointSettings]) {
        let isUsed = endpoints.contains { if case .https = $0 { true } else { false } }
        guard let tls, !isUsed, !endpoints.isEmpty else { return }
        tls.report(
            "no endpoint of this upstream uses TLS", remedy: "begin the endpoints with https://, or remove \"tls\"")
    }

    /// What `Host` says.
    private func logicalHost(_ value: ConfigurationValue) -> String? {
        guard let text = value.string("payments.internal") else { return nil }
        guard HostAndPort(text, defaultPort: 80) != nil else {
            value.report(
                "\(Quoted.text(text)) is not a host, with or without a port",
                remedy: "write it as \"payments.internal\" or \"payments.internal:8080\"")
            return nil
        }
        return text
    }

    // MARK: Endpoints

    private func endpoints(_ value: ConfigurationValue) -> [EndpointSettings] {
        guard let elements = value.list("addresses such as \"http://127.0.0.1:9001\"") else { return [] }
        if elements.isEmpty {
            value.report("no endpoint is listed", remedy: "add one, such as \"http://127.0.0.1:9001\"")
        }
        var endpoints: [EndpointSettings] = []
        for element in elements {
            guard let endpoint = endpoint(element) else { continue }
            if let earlier = endpoints.firstIndex(of: endpoint) {
                element.report(
                    "\"\(endpoint)\" is listed in \(value.path)[\(earlier)] already", remedy: "remove one of the two")
            }
            endpoints.append(endpoint)
        }
        return endpoints
    }

    private static let endpointRemedy = "write it as \"http://HOST:PORT\", \"https://HOST:PORT\" or \"unix:/PATH\""

    private func endpoint(_ value: ConfigurationValue) -> EndpointSettings? {
        guard let text = value.string("http://127.0.0.1:9001") else { return nil }
        if text.hasPrefix("unix:") { return socket(String(text.dropFirst("unix:".count)), value) }
        if text.hasPrefix("http://") { return host(in: text.dropFirst(7), port: 80, value).map { .http($0) } }
        if text.hasPrefix("https://") { return host(in: text.dropFirst(8), port: 443, value).map { .https($0) } }
        value.report(
            "\(Quoted.text(text)) does not begin with http://, https:// or unix:", remedy: Self.endpointRemedy)
        return nil
    }

    private func host(in text: Substring, port: UInt16, _ value: ConfigurationValue) -> HostAndPort? {
        if text.contains(where: { "/?#".contains($0) }) {
            value.report(
                "an endpoint has no path, because the request's own path is sent",
                remedy: "remove what follows the host and port")
            return nil
        }
        guard let endpoint = HostAndPort(String(text), defaultPort: port), endpoint.port != 0 else {
            value.report("\(Quoted.text(String(text))) does not name a host and a port", remedy: Self.endpointRemedy)
            return nil
        }
        return endpoint
    }

    /// - Parameter path: absolute, and no longer than the system has room for in an address.
    private func socket(_ path: String, _ value: ConfigurationValue) -> EndpointSettings? {
        guard path.hasPrefix("/"), path.utf8.count <= 107 else {
            value.report(
                "\(Quoted.text(path)) is not the path of a socket",
                remedy: "write it as \"unix:/PATH\", absolute and of at most 107 bytes")
            return nil
        }
        return .unix(path)
    }
}
