/// One upstream as a configuration has it, with its addresses resolved.
package struct UpstreamTarget: Hashable, Sendable {
    /// Its name in the configuration.
    package let name: String
    /// At least one.
    package let endpoints: [Endpoint]
    /// How long it is waited for.
    package let timeouts: UpstreamTimeouts
    /// Whether the client's `Authorization` is passed on, on routes that are not public.
    package let forwardsAuthorization: Bool
    /// Whether its `Host` field says what the client's says, and not ``authority``.
    package let preservesHost: Bool
    /// Whether fields that may override the method or the target are passed on.
    package let forwardsOverrides: Bool
    /// What its `Host` field says: its own logical host.
    package let authority: [UInt8]

    /// - Parameters:
    ///   - endpoints: at least one.
    ///   - authority: its logical host and, where that is not the scheme's own, port.
    package init(
        name: String, endpoints: [Endpoint], timeouts: UpstreamTimeouts, forwardsAuthorization: Bool = false,
        preservesHost: Bool = false, forwardsOverrides: Bool = false, authority: String
    ) {
        self.name = name
        self.endpoints = endpoints
        self.timeouts = timeouts
        self.forwardsAuthorization = forwardsAuthorization
        self.preservesHost = preservesHost
        self.forwardsOverrides = forwardsOverrides
        self.authority = Array(authority.utf8)
    }
}
