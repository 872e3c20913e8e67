import Glibc

/// What `gateway.json` must never say, looked for in the document itself, slowly and without the decoder.
struct ConfigurationRules {
    let document: JSONRules.Value

    private static let keys: Set<String> = [
        "$schema", "listen", "management", "store", "issuer", "audiences", "upstreams", "routes", "loops", "accessLog",
        "realm", "clockSkew", "masterKey", "limits", "timeouts", "trustedProxies",
    ]

    /// Why the document must be refused; `nil` where none of these rules says so.
    var refusal: String? {
        guard case .object(let members) = document else { return "it is no object" }
        if let name = members.first(where: { !Self.keys.contains($0.name.text ?? "") })?.name {
            return "there is no key \(name.text ?? "")"
        }
        if let listener = Self.list(document["listen"]).first(where: { !Self.isSafe($0) }) {
            return "tokens could cross the network in the clear: \(listener)"
        }
        if let management = document["management"], !Self.isSafe(management) {
            return "the gateway's state could cross the network in the clear: \(management)"
        }
        return routes.lazy.compactMap { refusal(of: $0) }.first
    }

    /// The routes in their order.
    var routes: [JSONRules.Value] { Self.list(document["routes"]) }

    /// Whether a route says that anybody may call.
    static func isPublic(_ route: JSONRules.Value) -> Bool { route["public"] == .yes }

    private func refusal(of route: JSONRules.Value) -> String? {
        let scopes = Self.scopes(route["scope"])
        if Self.isPublic(route) == !scopes.isEmpty { return "a route must have a scope or be public, and not both" }
        if let scope = scopes.first(where: { !isDeclared($0) }) { return "nobody declares \(scope)" }
        guard let upstream = route["upstream"]?.string, document["upstreams"]?[upstream] != nil else {
            return "a route leads nowhere"
        }
        return nil
    }

    private static func scopes(_ value: JSONRules.Value?) -> [String] {
        if let one = value?.string { return [one] }
        return (list(value?["all"]) + list(value?["any"])).map { $0.string ?? "" }
    }

    private func isDeclared(_ scope: String) -> Bool {
        let halves = scope.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        return halves.count == 2 && document["audiences"]?[halves[0]]?["operations"]?[halves[1]] != nil
    }

    private static func list(_ value: JSONRules.Value?) -> [JSONRules.Value] {
        if case .list(let values) = value { values } else { [] }
    }

    /// Whether what listens is on this machine only, or says that it may be read on the way.
    private static func isSafe(_ listener: JSONRules.Value) -> Bool {
        if listener["plaintext"] == .yes { return true }
        guard let address = listener["address"]?.string, let colon = address.lastIndex(of: ":") else { return false }
        let host = String(address[..<colon].filter { $0 != "[" && $0 != "]" })
        var four = in_addr()
        if unsafe inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
        var six = in6_addr()
        guard unsafe inet_pton(AF_INET6, host, &six) == 1 else { return false }
        let bytes = unsafe withUnsafeBytes(of: &six) { unsafe Array($0) }
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF, 127]
        return bytes == [UInt8](repeating: 0, count: 15) + [1] || bytes.starts(with: mapped)
    }
}
