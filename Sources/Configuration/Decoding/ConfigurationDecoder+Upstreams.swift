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
                "endpoints", "forwardAuthorization", "preserveHost", "caseSensitive", "forwardOverrides", "timeouts",
            ])
        let endpoints = object?.required("endpoints", remedy: "add \"endpoints\": [\"http://127.0.0.1:9001\"]")
        let times = object?.optional("timeouts")?.object("waiting times", keys: ["connect", "response"])
        return UpstreamSettings(
            name: entry.name, endpoints: endpoints.map(self.endpoints) ?? [],
            forwardsAuthorization: object?.optional("forwardAuthorization")?.boolean() ?? false,
            preservesHost: object?.optional("preserveHost")?.boolean() ?? false,
            isCaseSensitive: object?.optional("caseSensitive")?.boolean() ?? false,
            forwardsOverrides: object?.optional("forwardOverrides")?.boolean() ?? false,
            connectTimeout: time(times, "connect") ?? timeouts.connect,
            responseTimeout: time(times, "response") ?? timeouts.response)
    }

    private func endpoints(_ value: ConfigurationValue) -> [HostAndPort] {
        guard let elements = value.list("addresses such as \"http://127.0.0.1:9001\"") else { return [] }
        if elements.isEmpty {
            value.report("no endpoint is listed", remedy: "add one, such as \"http://127.0.0.1:9001\"")
        }
        var endpoints: [HostAndPort] = []
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

    private func endpoint(_ value: ConfigurationValue) -> HostAndPort? {
        let remedy = "write it as \"http://HOST:PORT\""
        guard let text = value.string("http://127.0.0.1:9001") else { return nil }
        if text.hasPrefix("https://") || text.hasPrefix("unix:") {
            value.report("only http:// endpoints are supported by this version", remedy: remedy)
            return nil
        }
        guard text.hasPrefix("http://") else {
            value.report("\(Quoted.text(text)) does not begin with http://", remedy: remedy)
            return nil
        }
        let rest = text.dropFirst("http://".count)
        if rest.contains(where: { "/?#".contains($0) }) {
            value.report(
                "an endpoint has no path, because the request's own path is sent",
                remedy: "remove what follows the host and port")
            return nil
        }
        guard let endpoint = HostAndPort(String(rest), defaultPort: 80), endpoint.port != 0 else {
            value.report("\(Quoted.text(text)) does not name a host and a port", remedy: remedy)
            return nil
        }
        return endpoint
    }
}
